import { type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { formState } from '#app/http/form-state.ts';
import { reads, type SignedVisit, writes } from '#app/http/guard.server.ts';
import { keptFields } from '#app/http/kept-form.server.ts';
import { paths } from '#app/http/paths.ts';
import { keepContact } from '#app/producers/keep-contact.server.ts';
import { findContact, getProducer } from '#app/producers/producer.repository.server.ts';
import { KeepContact } from '#app/producers/producer.schema.ts';
import { ContactForm, ContactRemoval } from '#app/producers/producer-form.tsx';
import { removeContact } from '#app/producers/remove-contact.server.ts';
import { KeptNotice } from '#app/ui/kept-notice.tsx';
import { Page } from '#app/ui/page.tsx';
import { pageTitle } from '#app/ui/page-title.ts';

export const handle = { interactive: true };

const own = {
  producer: async ({ register, params }: SignedVisit) => (await getProducer(register, params.id)).id,
};

export const loader = reads('product.draft', own, async (visit) => {
  const { register, params } = visit;
  const { id, name } = await getProducer(register, params.id);
  const contact = await findContact(register, id);
  const stored = { person: contact?.person ?? '', phone: contact?.phone ?? '' };
  return { id, name, stored, loadedAt: contact?.updatedAt ?? '', kept: await keptFields(visit) };
});

export const action = writes('product.draft', own, async ({ form, wire, register, reader, params, now }) => {
  const { id } = await getProducer(register, params.id);
  if (wire.fields.intent === 'remove-contact') {
    await removeContact(register, { producerId: id, by: reader.username, now });
    return redirect(paths.producer(id, { contact: 'removed' }));
  }
  await keepContact(register, { ...form(KeepContact), producerId: id, at: now });
  return redirect(paths.producer(id, { contact: 1 }));
});

export const meta: MetaFunction = () => pageTitle('联系方式');

export default function OwnContact() {
  const { id, name, stored, loadedAt, kept } = useLoaderData<typeof loader>();
  const { values, problems } = formState(useActionData<typeof action>(), { kept, stored });
  return (
    <Page
      title="联系方式"
      lead="只有本主体、所属镇和区里能看到，不记入变更。"
      width="form"
      crumbs={[{ href: paths.producer(id), label: name }]}
    >
      <KeptNotice shown={kept !== null && problems.length === 0} />
      <ContactForm loadedAt={loadedAt} values={values} problems={problems} />
      <ContactRemoval shown={stored.phone !== ''} />
    </Page>
  );
}
