import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { pageWithin } from '#app/counting.ts';
import { reads } from '#app/http/guard.server.ts';
import { paths } from '#app/http/paths.ts';
import { countProducers, listProducers } from '#app/producers/producer.repository.server.ts';
import { ProducerQuery } from '#app/producers/producer.schema.ts';
import { ProducerFilters, ProducerTable } from '#app/producers/producer-list.tsx';
import { ButtonLink } from '#app/ui/button.tsx';
import { ExportLinks } from '#app/ui/export-links.tsx';
import { formatTotal } from '#app/ui/format.ts';
import { Page } from '#app/ui/page.tsx';
import { pageTitle } from '#app/ui/page-title.ts';
import { Pager } from '#app/ui/pager.tsx';
import { listTownChoices } from '#app/villages/town.repository.server.ts';

const pageSize = 20;

export const loader = reads('public.read', async ({ db, url, view }) => {
  const asked = ProducerQuery.parse(Object.fromEntries(url.searchParams));
  const total = await countProducers(db, asked);
  const query = { ...asked, page: pageWithin(asked.page, total, pageSize) };
  const producers = await listProducers(db, query, pageSize);
  return {
    ...{ query, total, pin: view.pin, towns: await listTownChoices(db, query.town) },
    producers: producers.map(({ id, name, kind, townName, villageName, products }) => ({
      ...{ id, name, kind, townName, villageName, products },
    })),
  };
});

export const meta: MetaFunction = () => pageTitle('经营主体');

export default function Producers() {
  const { query, producers, total, towns, pin } = useLoaderData<typeof loader>();
  return (
    <Page
      title="经营主体"
      lead="三镇登记的合作社、家庭农场、龙头企业和联合体。"
      actions={<ButtonLink href={paths.brands({ ...pin })}>品牌</ButtonLink>}
    >
      <ProducerFilters query={query} towns={towns} pin={pin} />
      <ProducerTable producers={producers} pin={pin} />
      <Pager
        total={total}
        page={query.page}
        pageSize={pageSize}
        href={(page) => paths.producers({ ...query, page, ...pin })}
        counter="个主体"
      />
      <ExportLinks
        what={`全部 ${formatTotal(total, '个主体')}`}
        href={(format) => paths.exported(`producers.${format}`, { ...query, page: undefined, ...pin })}
      />
    </Page>
  );
}
