import { type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { may } from '#app/accounts/policy.rules.ts';
import { addMember, confirmMember, removeMember } from '#app/areas/amend-members.server.ts';
import { getArea, getTownOfArea } from '#app/areas/area.repository.server.ts';
import { AmendMembers } from '#app/areas/area.schema.ts';
import { AddMemberForm, AreaMembers } from '#app/areas/area-members.tsx';
import { outcomeQuery, readOutcome } from '#app/changes/outcome.ts';
import { OutcomeNotice } from '#app/changes/outcome-notice.tsx';
import { formState } from '#app/http/form-state.ts';
import { reads, type SignedVisit, type WriteVisit, writes } from '#app/http/guard.server.ts';
import { keptFields } from '#app/http/kept-form.server.ts';
import { paths } from '#app/http/paths.ts';
import { forbidden } from '#app/problem.ts';
import { KeptNotice } from '#app/ui/kept-notice.tsx';
import { Page } from '#app/ui/page.tsx';
import { pageTitle } from '#app/ui/page-title.ts';
import { Panel } from '#app/ui/panel.tsx';
import { listVillagesOf } from '#app/villages/village.repository.server.ts';

export const handle = { interactive: true };

const ownTown = {
  town: ({ register, params, reader }: SignedVisit) => getTownOfArea(register, params.id, reader),
};

export const loader = reads('area.amend', ownTown, async (visit) => {
  const { register, params, url, reader, view } = visit;
  const { id, name, members, towns } = await getArea(register, params.id);
  const ofTowns = await listVillagesOf(
    register,
    towns.map(({ code }) => code),
  );
  const villages = ofTowns.filter(({ code }) => members.every(({ villageCode }) => villageCode !== code));
  return {
    ...{ id, name, members, today: view.today },
    villages: villages.map((village) => ({ value: village.code, label: `${village.townName} ${village.name}` })),
    mayConfirm: may(reader, 'area.confirm'),
    outcome: readOutcome(url.searchParams),
    kept: await keptFields(visit),
  };
});

export const action = writes('area.amend', ownTown, async (visit) => {
  const { id } = await getArea(visit.register, visit.params.id);
  return redirect(paths.areaMembers(id, outcomeQuery({ change: await amendMembers(visit, id) })));
});

/** @throws Problem `forbidden` where somebody other than the district confirms */
async function amendMembers({ form, register, reader, now }: WriteVisit, areaId: string): Promise<number | null> {
  const wanted = form(AmendMembers);
  const { villageCode } = wanted;
  if (wanted.intent === 'add')
    return addMember(register, { areaId, villageCode, since: wanted.since }, { reader, now });
  const seen = { areaId, villageCode, seen: wanted.change };
  if (wanted.intent === 'remove') return removeMember(register, seen, { reader, now });
  if (!may(reader, 'area.confirm')) throw forbidden('成员村由区里确认。');
  return confirmMember(register, seen, { reader, now });
}

export const meta: MetaFunction<typeof loader> = ({ data }) => pageTitle(`${data?.name ?? '示范片区'}的成员村`);

export default function Members() {
  const { id, name, members, villages, today, mayConfirm, outcome, kept } = useLoaderData<typeof loader>();
  const failure = useActionData<typeof action>();
  const { values, problems } = formState(failure, { kept, stored: {} });
  return (
    <Page
      title={`${name}的成员村`}
      crumbs={[
        { href: paths.areas(), label: '示范片区' },
        { href: paths.area(id), label: name },
      ]}
    >
      <OutcomeNotice outcome={outcome} signedIn />
      <KeptNotice shown={kept !== null && failure === undefined} />
      <Panel title="现有成员村">
        <AreaMembers members={members} pin={{}} actions={{ confirm: mayConfirm }} />
      </Panel>
      <Panel title="增加成员村" lead="加入之后由区里确认，确认之前不作为成员村计数。">
        <AddMemberForm values={values} problems={problems} villages={villages} today={today} />
      </Panel>
    </Page>
  );
}
