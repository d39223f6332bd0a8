import { type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { conflictOf, fieldsLeft } from '#app/changes/conflict.ts';
import { outcomeQuery } from '#app/changes/outcome.ts';
import { formState } from '#app/http/form-state.ts';
import { reads, type SignedVisit, writes } from '#app/http/guard.server.ts';
import { keptFields } from '#app/http/kept-form.server.ts';
import { paths } from '#app/http/paths.ts';
import { noteContactRead } from '#app/http/security-log.server.ts';
import { amendProducer } from '#app/producers/amend-producer.server.ts';
import { keepContact } from '#app/producers/keep-contact.server.ts';
import { findContact, getProducer, getTownOfProducer } from '#app/producers/producer.repository.server.ts';
import { AmendProducer, EditIntent, KeepContact } from '#app/producers/producer.schema.ts';
import { ContactForm, ContactRemoval, ProducerForm, producerValues } from '#app/producers/producer-form.tsx';
import { removeContact } from '#app/producers/remove-contact.server.ts';
import { KeptNotice } from '#app/ui/kept-notice.tsx';
import { Page } from '#app/ui/page.tsx';
import { pageTitle } from '#app/ui/page-title.ts';
import { Panel } from '#app/ui/panel.tsx';
import { listVillagesOf } from '#app/villages/village.repository.server.ts';

export const handle = { interactive: true };

const ownTown = { town: ({ register, params }: SignedVisit) => getTownOfProducer(register, params.id) };

export const loader = reads('producer.amend', ownTown, async (visit) => {
  const { register, params, view, reader, context } = visit;
  const producer = await getProducer(register, params.id);
  const villages = await listVillagesOf(register, [producer.townCode]);
  const contact = await findContact(register, producer.id);
  if (contact) noteContactRead(context, reader, producer.id);
  return {
    ...{ id: producer.id, name: producer.name, townName: producer.townName },
    villages: villages.map(({ code, name }) => ({ value: code, label: name })),
    stored: {
      ...producerValues(producer, view.latest),
      ...{ person: contact?.person ?? '', phone: contact?.phone ?? '' },
    },
    loadedAt: contact?.updatedAt ?? '',
    kept: await keptFields(visit),
  };
});

export const action = writes('producer.amend', ownTown, async ({ form, wire, register, reader, params, now }) => {
  const { id } = await getProducer(register, params.id);
  const { intent } = form(EditIntent);
  if (intent === 'contact') {
    await keepContact(register, { ...form(KeepContact), producerId: id, at: now });
    return redirect(paths.producer(id, { contact: 1 }));
  }
  if (intent === 'remove-contact') {
    await removeContact(register, { producerId: id, by: reader.username, now });
    return redirect(paths.producer(id, { contact: 'removed' }));
  }
  const said = form(AmendProducer);
  const by = { account: reader.username, at: now };
  const amended = await amendProducer(register, { id, said, left: fieldsLeft(wire.fields), ...by });
  return redirect(paths.producer(id, outcomeQuery(amended)));
});

export const meta: MetaFunction<typeof loader> = ({ data }) => pageTitle(`编辑${data?.name ?? '经营主体'}`);

export default function EditProducer() {
  const { id, name, townName, villages, stored, loadedAt, kept } = useLoaderData<typeof loader>();
  const { values, problems, details } = formState(useActionData<typeof action>(), { kept, stored });
  const conflict = conflictOf(details);
  const sentContact = values.intent === 'contact';
  return (
    <Page
      title={`编辑${name}`}
      kicker={townName}
      width="form"
      crumbs={[
        { href: paths.producers(), label: '经营主体' },
        { href: paths.producer(id), label: name },
      ]}
    >
      <KeptNotice shown={kept !== null && problems.length === 0} />
      <Panel title="登记资料">
        <ProducerForm
          values={conflict ? { ...values, change: String(conflict.change) } : values}
          problems={conflict || sentContact ? [] : problems}
          conflict={conflict}
          villages={villages}
          cancelHref={paths.producer(id)}
        />
      </Panel>
      <Panel title="联系方式" lead="只有本主体、所属镇和区里能看到，不记入变更。">
        <ContactForm loadedAt={loadedAt} values={values} problems={sentContact ? problems : []} />
        <ContactRemoval shown={stored.phone !== ''} />
      </Panel>
    </Page>
  );
}
