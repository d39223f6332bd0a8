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
import { getBrand } from '#app/producers/brand.repository.server.ts';
import { checkOffice } from '#app/producers/brand.rules.ts';
import { OfficeBrand } from '#app/producers/brand.schema.ts';
import { brandValues, OfficeBrandForm } from '#app/producers/brand-form.tsx';
import { brandKindWords } from '#app/producers/producer.fields.ts';
import { KeptNotice } from '#app/ui/kept-notice.tsx';
import { Page } from '#app/ui/page.tsx';
import { pageTitle } from '#app/ui/page-title.ts';
import { listTownChoices } from '#app/villages/town.repository.server.ts';

export const handle = { interactive: true };

const ownTown = {
  town: async ({ register, params }: SignedVisit) => townOfBrand(register, await getBrand(register, params.id)),
};

export const loader = reads('brand.amend', ownTown, async (visit) => {
  const { register, reader, params, view } = visit;
  const brand = await getBrand(register, params.id);
  const towns = (await listTownChoices(register, reader.townCode ?? undefined)).filter(({ code }) =>
    may(reader, 'brand.amend', code),
  );
  return {
    ...{ id: brand.id, name: brand.name, kind: brand.kind },
    towns: towns.map(({ code, name }) => ({ value: code, label: name })),
    stored: brandValues(brand, view.latest),
    kept: await keptFields(visit),
  };
});

export const action = writes('brand.amend', ownTown, async ({ form, register, reader, params, now }) => {
  const { id } = await getBrand(register, params.id);
  const { change: loadedAt, ...said } = form(OfficeBrand);
  const errors = checkOffice(reader, said, await townOfBrand(register, said));
  if (errors.length > 0) throw invalid(errors);
  const { change } = await amendBrand(register, { id, said, loadedAt, account: reader.username, at: now });
  return redirect(paths.brand(id, outcomeQuery({ change })));
});

export const meta: MetaFunction<typeof loader> = ({ data }) => pageTitle(`编辑${data?.name ?? '品牌'}`);

export default function EditBrand() {
  const { id, name, kind, towns, stored, kept } = useLoaderData<typeof loader>();
  const failure = useActionData<typeof action>();
  const { values, problems } = formState(failure, { kept, stored });
  // Once it has been told, a form sent again knows what it goes over.
  const change = failure?.problem.kind === 'conflict' ? stored.change : values.change;
  return (
    <Page
      title={`编辑${name}`}
      kicker={brandKindWords[kind]}
      width="form"
      crumbs={[
        { href: paths.brands(), label: '品牌' },
        { href: paths.brand(id), label: name },
      ]}
    >
      <KeptNotice shown={kept !== null && problems.length === 0} />
      <OfficeBrandForm
        registered
        values={{ ...values, change: change ?? '' }}
        problems={problems}
        producers={[]}
        towns={towns}
        cancelHref={paths.brand(id)}
      />
    </Page>
  );
}
