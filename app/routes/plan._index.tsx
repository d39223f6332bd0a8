import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { may } from '#app/accounts/policy.rules.ts';
import { reads } from '#app/http/guard.server.ts';
import { paths } from '#app/http/paths.ts';
import { DayForm } from '#app/plan/day-form.tsx';
import { planPeriod } from '#app/plan/plan.fields.ts';
import { CommitmentTable, IndicatorTable } from '#app/plan/plan-table.tsx';
import { getPlan } from '#app/plan/progress.server.ts';
import { ExportLinks } from '#app/ui/export-links.tsx';
import { formatDay } from '#app/ui/format.ts';
import { Page } from '#app/ui/page.tsx';
import { pageTitle } from '#app/ui/page-title.ts';
import { Panel } from '#app/ui/panel.tsx';

export const meta: MetaFunction = () => pageTitle('规划指标');

export const loader = reads('public.read', async ({ db, reader, view }) => ({
  plan: await getPlan(db, { asOf: view.asOf }),
  asOf: view.asOf,
  pin: view.pin,
  entering: may(reader, 'observation.enter')
    ? Math.min(Number(view.today.slice(0, 4)) - 1, Number(planPeriod.to.slice(0, 4)))
    : null,
}));

export default function Plan() {
  const { plan, asOf, pin, entering } = useLoaderData<typeof loader>();
  const { commitments, indicators } = plan;
  const count = (wanted: boolean | null) => indicators.filter(({ figure }) => figure.met === wanted).length;
  return (
    <Page
      title="规划指标"
      kicker="“十四五”规划 · 2021—2025年"
      lead={`截至${formatDay(asOf)}。表1的 ${indicators.length} 项指标中，已达到 ${count(true)} 项，未达到 ${count(false)} 项，不能判断 ${count(null)} 项。`}
      crumbs={[{ href: paths.home(pin), label: '总览' }]}
      actions={
        <DayForm action={paths.plan()} asOf={asOf} pin={pin} endHref={paths.plan({ ...pin, asOf: planPeriod.to })} />
      }
    >
      <Panel title="正文的任务" lead="由登记簿里的村庄、称号、片区和产量直接数出来，点开看每一行依据。">
        <CommitmentTable figures={commitments} pin={pin} />
      </Panel>
      <Panel title="表1 主要指标" lead="由区里逐年填报，一位填报、另一位确认后才计入。缺数的不作判断；目标照规划原文。">
        <IndicatorTable indicators={indicators} pin={pin} entering={entering} />
      </Panel>
      <ExportLinks what="指标和目标" href={(format) => paths.exported(`indicators.${format}`, { asOf, ...pin })} />
      <ExportLinks what="各年度的数" href={(format) => paths.exported(`observations.${format}`, { asOf, ...pin })} />
    </Page>
  );
}
