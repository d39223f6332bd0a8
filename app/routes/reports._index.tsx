import { type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { scopeOf } from '#app/accounts/policy.rules.ts';
import { reads, writes } from '#app/http/guard.server.ts';
import { paths } from '#app/http/paths.ts';
import { hasFewTowns } from '#app/plan/plan.repository.server.ts';
import { keepReport } from '#app/reports/keep-report.server.ts';
import { ledgerTemplates } from '#app/reports/ledger-template.schema.ts';
import { LedgerList } from '#app/reports/ledger-view.tsx';
import { listKeptReports } from '#app/reports/report.repository.server.ts';
import { KeepReport, ReportQuery } from '#app/reports/report.schema.ts';
import { KeptList, KindList, TimesForm } from '#app/reports/report-list.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { Page } from '#app/ui/page.tsx';
import { pageTitle } from '#app/ui/page-title.ts';
import { Panel } from '#app/ui/panel.tsx';
import { listTownChoices } from '#app/villages/town.repository.server.ts';

export const meta: MetaFunction = () => pageTitle('报表');

export const loader = reads('public.read', async ({ register, url, view, reader }) => {
  const { town: asked } = ReportQuery.parse(Object.fromEntries(url.searchParams));
  // Of many towns an office makes its own reports.
  const town = asked ?? ((await hasFewTowns(register)) ? null : (reader?.townCode ?? null));
  const templates = ledgerTemplates.map(({ key, title, lead, version }) => ({ key, title, lead, version }));
  const kept = await listKeptReports(register, scopeOf(reader));
  return {
    ...{ town, pin: view.pin, today: view.today, towns: await listTownChoices(register, town ?? undefined) },
    ...{ templates, kept, justKept: kept.find(({ id }) => id === url.searchParams.get('kept')) ?? null },
  };
});

/** Keeps the report that an office has before it. */
export const action = writes('report.keep', async ({ form, register, reader, context, view, now }) => {
  const { publicUrl } = context.config;
  const making = { reader, now, latest: view.latest, publicUrl, typst: context.typst };
  const id = await keepReport(register, form(KeepReport), making);
  return redirect(paths.reports({ kept: id }));
});

export default function Reports() {
  const { town, pin, today, towns, templates, kept, justKept } = useLoaderData<typeof loader>();
  const failure = useActionData<typeof action>();
  const { errors = [], message = '' } = failure?.problem ?? {};
  return (
    <Page title="报表" lead="每份报告只由范围、业务日期和登记版本决定，今后照样可以再打印，并凭核验码核对。">
      {failure && <ErrorSummary problems={errors.length > 0 ? [...errors] : [{ path: '', message }]} />}
      {justKept && (
        <Notice tone="success">
          已留存 <a href={paths.keptReport(justKept.id)}>{justKept.title}</a>，见下面的清单。
        </Notice>
      )}
      <TimesForm action={paths.reports()} {...{ town, pin, towns }} />
      <Panel title="报告" lead="打开报告可以在网页上看，也可以下载 PDF。区、镇账户可以在报告页面上留存。">
        <KindList {...{ town, pin, today }} />
      </Panel>
      <Panel title="台账" lead="各条线上报的表，字段只在登记簿里填一次。没有填过的格子写“未采集”。">
        <LedgerList {...{ templates, town, pin }} />
      </Panel>
      <Panel title="已留存的报告" lead="留存的是当时那个文件，随时可以再打开，指纹不变。点指纹核验。">
        <KeptList reports={kept} />
      </Panel>
    </Page>
  );
}
