import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { reads } from '#app/http/guard.server.ts';
import { paths } from '#app/http/paths.ts';
import { getVillageSheet } from '#app/reports/village-sheet.server.ts';
import { VillageSheetView } from '#app/reports/village-sheet-view.tsx';
import { ButtonLink } from '#app/ui/button.tsx';
import { Page } from '#app/ui/page.tsx';

export const loader = reads('public.read', async ({ present, params, view, context, now }) => {
  const { asOf, change } = view;
  const code = params.code ?? '';
  const sheet = await getVillageSheet(present, code, {
    ...{ asOf, change },
    generatedAt: now,
    publicUrl: context.config.publicUrl,
  });
  return { sheet, asOf, change, pin: view.pin };
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.sheet.title ?? '登记报告'} · 青西乡村振兴登记簿` },
];

export default function VillageReport() {
  const { sheet, asOf, change, pin } = useLoaderData<typeof loader>();
  return (
    <Page
      title={sheet.title}
      lead={`截至${sheet.foot.asOf}，登记版本${sheet.foot.change}。`}
      crumbs={[
        { href: paths.villages(), label: '村庄' },
        { href: paths.village(sheet.code, { ...pin }), label: sheet.title.replace(/登记情况$/, '') },
      ]}
      actions={
        <ButtonLink href={paths.villageReportPdf(sheet.code, { asOf, change })} look="primary">
          下载 PDF
        </ButtonLink>
      }
    >
      <VillageSheetView sheet={sheet} />
    </Page>
  );
}
