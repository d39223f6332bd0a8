import { type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { outcomeQuery } from '#app/changes/outcome.ts';
import { formState } from '#app/http/form-state.ts';
import { reads, type SignedVisit, writes } from '#app/http/guard.server.ts';
import { keptFields } from '#app/http/kept-form.server.ts';
import { paths } from '#app/http/paths.ts';
import { notFound } from '#app/problem.ts';
import { amendBrand } from '#app/producers/amend-brand.server.ts';
import { getBrand } from '#app/producers/brand.repository.server.ts';
import { OwnBrand } from '#app/producers/brand.schema.ts';
import { brandValues, OwnBrandForm } from '#app/producers/brand-form.tsx';
import { getProducer } from '#app/producers/producer.repository.server.ts';
import { KeptNotice } from '#app/ui/kept-notice.tsx';
import { Page } from '#app/ui/page.tsx';
import { pageTitle } from '#app/ui/page-title.ts';

export const handle = { interactive: true };

const own = {
  producer: async ({ register, params }: SignedVisit) => (await getProducer(register, params.id)).id,
};

/** The producer's brand that the address names; null where it says `new`. */
async function ownBrand({ register, params }: SignedVisit) {
  if (params.brand === 'new') return null;
  const brand = await getBrand(register, params.brand);
  if (brand.producerId !== params.id) throw notFound('这个品牌');
  return brand;
}

export const loader = reads('product.draft', own, async (visit) => {
  const { register, params, view } = visit;
  const { id, name } = await getProducer(register, params.id);
  const brand = await ownBrand(visit);
  return { id, name, isNew: brand === null, stored: brandValues(brand, view.latest), kept: await keptFields(visit) };
});

export const action = writes('product.draft', own, async (visit) => {
  const { form, register, reader, now } = visit;
  const { id: producerId } = await getProducer(register, visit.params.id);
  const { change: loadedAt, ...mark } = form(OwnBrand);
  const said = { kind: 'enterprise', producerId, ...mark, ...ofNoRegion } as const;
  const brand = (await ownBrand(visit))?.id ?? null;
  const { id, change } = await amendBrand(register, { id: brand, said, loadedAt, account: reader.username, at: now });
  return redirect(paths.brand(id, outcomeQuery({ change })));
});

const ofNoRegion = { protection: null, protectedSince: null, specialityOf: null };

export const meta: MetaFunction<typeof loader> = ({ data }) => pageTitle(data?.isNew ? '新增品牌' : '编辑品牌');

export default function EditOwnBrand() {
  const { id, name, isNew, stored, kept } = useLoaderData<typeof loader>();
  const failure = useActionData<typeof action>();
  const { values, problems } = formState(failure, { kept, stored });
  const change = failure?.problem.kind === 'conflict' ? stored.change : values.change;
  return (
    <Page
      title={isNew ? '新增品牌' : '编辑品牌'}
      kicker="企业品牌"
      width="form"
      crumbs={[{ href: paths.producer(id), label: name }]}
    >
      <KeptNotice shown={kept !== null && problems.length === 0} />
      <OwnBrandForm values={{ ...values, change: change ?? '' }} problems={problems} cancelHref={paths.producer(id)} />
    </Page>
  );
}
