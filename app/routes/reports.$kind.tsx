import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { may } from '#app/accounts/policy.rules.ts';
import { reads } from '#app/http/guard.server.ts';
import { paths } from '#app/http/paths.ts';
import { ReportQuery } from '#app/reports/report.schema.ts';
import { getReport } from '#app/reports/report.server.ts';
import { KeepForm, TimesForm } from '#app/reports/report-list.tsx';
import { kindOf, timesOf } from '#app/reports/report-times.ts';
import { ReportView } from '#app/reports/report-view.tsx';
import { ButtonLink } from '#app/ui/button.tsx';
import { Page } from '#app/ui/page.tsx';
import { pageTitle } from '#app/ui/page-title.ts';
import { listTownChoices } from '#app/villages/town.repository.server.ts';

export const loader = reads('public.read', async ({ present, params, url, view, context, reader, now }) => {
  const kind = kindOf(params.kind);
  const { town } = ReportQuery.parse(Object.fromEntries(url.searchParams));
  const times = timesOf(kind, view);
  const { publicUrl } = context.config;
  return {
    ...{ kind, town, ...times, pin: view.pin, towns: await listTownChoices(present, town ?? undefined) },
    report: await getReport(present, { kind, town }, { ...times, generatedAt: now, publicUrl }),
    mayKeep: may(reader, 'report.keep'),
  };
});

export const meta: MetaFunction<typeof loader> = ({ data }) => pageTitle(data?.report.title ?? '报表');

export default function Report() {
  const { kind, town, asOf, change, pin, towns, report, mayKeep } = useLoaderData<typeof loader>();
  return (
    <Page
      title={report.title}
      lead={`截至${report.foot.asOf}，登记版本${report.foot.change}。`}
      crumbs={[{ href: paths.reports({ town, ...pin }), label: '报表' }]}
      actions={
        <>
          {mayKeep && <KeepForm {...{ kind, town, asOf, change }} />}
          <ButtonLink href={paths.reportPdf(kind, { town, asOf, change })} look="primary">
            下载 PDF
          </ButtonLink>
        </>
      }
    >
      <div className="screen-only">
        <TimesForm action={paths.report(kind)} {...{ town, towns }} pin={{ ...pin, asOf }} />
      </div>
      <ReportView report={report} />
    </Page>
  );
}
