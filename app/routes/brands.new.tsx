import { type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { may } from '#app/accounts/policy.rules.ts';
import { outcomeQuery } from '#app/changes/outcome.ts';
import { formState } from '#app/http/form-state.ts';
import { reads, type SignedVisit, writes } from '#app/http/guard.server.ts';
import { keptFields } from '#app/http/kept-form.server.ts';
import { paths } from '#app/http/paths.ts';
import { invalid } from '#app/problem.ts';
import { amendBrand, townOfBrand } from '#app/producers/amend-brand.server.ts';
import { checkOffice } from '#app/producers/brand.rules.ts';
import { OfficeBrand } from '#app/producers/brand.schema.ts';
import { brandValues, OfficeBrandForm } from '#app/producers/brand-form.tsx';
import { listProducerChoices } from '#app/producers/producer.repository.server.ts';
import { KeptNotice } from '#app/ui/kept-notice.tsx';
import { Page } from '#app/ui/page.tsx';
import { pageTitle } from '#app/ui/page-title.ts';
import { listTownChoices } from '#app/villages/town.repository.server.ts';

export const handle = { interactive: true };

/** An office may write for its own town; which town a new brand is of, its form says. */
const ownTown = { town: async ({ reader }: SignedVisit) => reader.townCode };

export const loader = reads('brand.amend', ownTown, async (visit) => {
  const { register, reader, view } = visit;
  const producers = (await listProducerChoices(register, reader.townCode)).filter(({ townCode }) =>
    may(reader, 'brand.amend', townCode),
  );
  const towns = (await listTownChoices(register, reader.townCode ?? undefined)).filter(({ code }) =>
    may(reader, 'brand.amend', code),
  );
  return {
    producers: producers.map(({ id, name, townName }) => ({ value: id, label: `${townName} ${name}` })),
    towns: towns.map(({ code, name }) => ({ value: code, label: name })),
    stored: brandValues(null, view.latest),
    kept: await keptFields(visit),
  };
});

export const action = writes('brand.amend', ownTown, async ({ form, register, reader, now }) => {
  const { change: loadedAt, ...said } = form(OfficeBrand);
  const errors = checkOffice(reader, said, await townOfBrand(register, said));
  if (errors.length > 0) throw invalid(errors);
  const { id, change } = await amendBrand(register, { id: null, said, loadedAt, account: reader.username, at: now });
  return redirect(paths.brand(id, outcomeQuery({ change })));
});

export const meta: MetaFunction = () => pageTitle('登记品牌');

export default function NewBrand() {
  const { producers, towns, stored, kept } = useLoaderData<typeof loader>();
  const { values, problems } = formState(useActionData<typeof action>(), { kept, stored });
  return (
    <Page title="登记品牌" width="form" crumbs={[{ href: paths.brands(), label: '品牌' }]}>
      <KeptNotice shown={kept !== null && problems.length === 0} />
      <OfficeBrandForm
        registered={false}
        values={values}
        problems={problems}
        producers={producers}
        towns={towns}
        cancelHref={paths.brands()}
      />
    </Page>
  );
}
