import { type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { outcomeQuery } from '#app/changes/outcome.ts';
import { formState } from '#app/http/form-state.ts';
import { reads, type SignedVisit, writes } from '#app/http/guard.server.ts';
import { keptFields } from '#app/http/kept-form.server.ts';
import { paths } from '#app/http/paths.ts';
import { amendBase, removeBase } from '#app/producers/amend-base.server.ts';
import { getBaseOf } from '#app/producers/base.repository.server.ts';
import { KeepBase } from '#app/producers/base.schema.ts';
import { BaseForm, baseValues } from '#app/producers/base-form.tsx';
import { getProducer } from '#app/producers/producer.repository.server.ts';
import { KeptNotice } from '#app/ui/kept-notice.tsx';
import { Page } from '#app/ui/page.tsx';
import { pageTitle } from '#app/ui/page-title.ts';
import { listVillageChoices } from '#app/villages/village.repository.server.ts';

export const handle = { interactive: true };

const own = {
  producer: async ({ register, params }: SignedVisit) => (await getProducer(register, params.id)).id,
};

/** Where a base is to come, the address says `new`. */
const baseOf = ({ base = '' }: SignedVisit['params']) => (base === 'new' ? null : base);

export const loader = reads('product.draft', own, async (visit) => {
  const { register, params, view } = visit;
  const { id, name, townCode } = await getProducer(register, params.id);
  const base = baseOf(params);
  const villages = await listVillageChoices(register, townCode);
  return {
    ...{ id, name, isNew: base === null },
    villages: villages.map(({ code, name: village, townName }) => ({ value: code, label: `${townName} ${village}` })),
    stored: baseValues(base === null ? null : await getBaseOf(register, id, base), view.latest),
    kept: await keptFields(visit),
  };
});

export const action = writes('product.draft', own, async ({ form, register, reader, params, now }) => {
  const { id: producerId } = await getProducer(register, params.id);
  const id = baseOf(params);
  if (id !== null) await getBaseOf(register, producerId, id);
  const said = form(KeepBase);
  const by = { producerId, account: reader.username, at: now };
  if (said.intent === 'amend') {
    const change = await amendBase(register, { ...by, id, said });
    return redirect(paths.producer(producerId, outcomeQuery({ change })));
  }
  const change = id === null ? null : await removeBase(register, { ...by, id });
  return redirect(paths.producer(producerId, outcomeQuery({ change })));
});

export const meta: MetaFunction<typeof loader> = ({ data }) => pageTitle(data?.isNew ? '新增生产基地' : '编辑生产基地');

export default function EditBase() {
  const { id, name, isNew, villages, stored, kept } = useLoaderData<typeof loader>();
  const failure = useActionData<typeof action>();
  const { values, problems } = formState(failure, { kept, stored });
  // Once it has been told, a form sent again knows what it goes over.
  const change = failure?.problem.kind === 'conflict' ? stored.change : (values.change ?? stored.change);
  return (
    <Page
      title={isNew ? '新增生产基地' : '编辑生产基地'}
      width="form"
      crumbs={[{ href: paths.producer(id), label: name }]}
    >
      <KeptNotice shown={kept !== null && problems.length === 0} />
      <BaseForm
        values={{ ...values, change }}
        problems={problems}
        villages={villages}
        cancelHref={paths.producer(id)}
        removable={!isNew}
      />
    </Page>
  );
}
