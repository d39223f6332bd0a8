import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { reads } from '#app/http/guard.server.ts';
import { paths } from '#app/http/paths.ts';
import { getLedger } from '#app/reports/ledger.server.ts';
import { LedgerFilters, LedgerTable } from '#app/reports/ledger-view.tsx';
import { LedgerQuery } from '#app/reports/report.schema.ts';
import { PageFoot } from '#app/reports/village-sheet-view.tsx';
import { ButtonLink } from '#app/ui/button.tsx';
import { Page } from '#app/ui/page.tsx';
import { pageTitle } from '#app/ui/page-title.ts';
import { listTownChoices } from '#app/villages/town.repository.server.ts';

export const loader = reads('public.read', async ({ present, params, url, view, context, now }) => {
  const { town, year } = LedgerQuery.parse(Object.fromEntries(url.searchParams));
  const { asOf, change, pin } = view;
  const { publicUrl } = context.config;
  const printing = { asOf, change, generatedAt: now, publicUrl };
  const ledger = await getLedger(present, { key: params.key, town, year }, printing);
  return { ledger, town, asOf, change, pin, towns: await listTownChoices(present, town ?? undefined) };
});

export const meta: MetaFunction<typeof loader> = ({ data }) => pageTitle(data?.ledger.title ?? '台账');

export default function Ledger() {
  const { ledger, town, asOf, change, pin, towns } = useLoaderData<typeof loader>();
  const { key, year, rows } = ledger;
  return (
    <Page
      title={ledger.title}
      lead={`${ledger.scope}。截至${ledger.foot.asOf}，登记版本${ledger.foot.change}，共 ${rows.length} 行。`}
      crumbs={[{ href: paths.reports({ town, ...pin }), label: '报表' }]}
      actions={
        <>
          <ButtonLink href={paths.ledgerSheet(key, { town, year, asOf, change })}>下载 Excel</ButtonLink>
          <ButtonLink href={paths.ledgerPdf(key, { town, year, asOf, change })} look="primary">
            下载 PDF
          </ButtonLink>
        </>
      }
    >
      <div className="screen-only">
        <LedgerFilters {...{ ledger, town, towns, pin }} />
      </div>
      <LedgerTable ledger={ledger} />
      <PageFoot frame={ledger} />
    </Page>
  );
}
