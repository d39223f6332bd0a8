import { type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { outcomeQuery, readOutcome } from '#app/changes/outcome.ts';
import { OutcomeNotice } from '#app/changes/outcome-notice.tsx';
import { formState } from '#app/http/form-state.ts';
import { reads, type SignedVisit, writes } from '#app/http/guard.server.ts';
import { keptFields } from '#app/http/kept-form.server.ts';
import { paths } from '#app/http/paths.ts';
import { addMember, removeMember } from '#app/producers/amend-members.server.ts';
import { listMembers } from '#app/producers/consortium.repository.server.ts';
import { MemberForm, MembersTable } from '#app/producers/members-form.tsx';
import { getProducer, getTownOfProducer, listProducerChoices } from '#app/producers/producer.repository.server.ts';
import { AmendMembers } from '#app/producers/producer.schema.ts';
import { Page } from '#app/ui/page.tsx';
import { pageTitle } from '#app/ui/page-title.ts';
import { Panel } from '#app/ui/panel.tsx';

export const handle = { interactive: true };

const ownTown = { town: ({ register, params }: SignedVisit) => getTownOfProducer(register, params.id) };

export const loader = reads('producer.amend', ownTown, async (visit) => {
  const { register, params, url } = visit;
  const { id, name, kind, townCode } = await getProducer(register, params.id);
  if (kind !== 'consortium') throw redirect(paths.producer(id));
  const members = await listMembers(register, id);
  const candidates = (await listProducerChoices(register, townCode)).filter(
    (producer) => producer.kind !== 'consortium' && members.every(({ producerId }) => producerId !== producer.id),
  );
  return {
    ...{ id, name, members },
    candidates: candidates.map((producer) => ({ value: producer.id, label: `${producer.townName} ${producer.name}` })),
    outcome: readOutcome(url.searchParams),
    kept: await keptFields(visit),
  };
});

export const action = writes('producer.amend', ownTown, async ({ form, register, reader, params, now }) => {
  const { id } = await getProducer(register, params.id);
  const wanted = form(AmendMembers);
  const who = { consortiumId: id, producerId: wanted.producerId, account: reader.username, at: now };
  const change =
    wanted.intent === 'add'
      ? await addMember(register, { ...who, since: wanted.since })
      : await removeMember(register, who);
  return redirect(paths.producerMembers(id, outcomeQuery({ change })));
});

export const meta: MetaFunction<typeof loader> = ({ data }) => pageTitle(`${data?.name ?? '联合体'}的成员`);

export default function Members() {
  const { id, name, members, candidates, outcome, kept } = useLoaderData<typeof loader>();
  const { values, problems } = formState(useActionData<typeof action>(), { kept, stored: {} });
  return (
    <Page
      title={`${name}的成员`}
      crumbs={[
        { href: paths.producers(), label: '经营主体' },
        { href: paths.producer(id), label: name },
      ]}
    >
      <OutcomeNotice outcome={outcome} signedIn />
      <Panel title="现有成员">
        <MembersTable members={members} />
      </Panel>
      <Panel title="增加成员" lead="可以是别的镇的经营主体。">
        <MemberForm values={values} problems={problems} candidates={candidates} />
      </Panel>
    </Page>
  );
}
