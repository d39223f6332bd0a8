import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { may, scopeOf } from '#app/accounts/policy.rules.ts';
import { readOutcome } from '#app/changes/outcome.ts';
import { OutcomeNotice } from '#app/changes/outcome-notice.tsx';
import { cursorAfter, keyOfCursor } from '#app/http/cursor.server.ts';
import { reads } from '#app/http/guard.server.ts';
import { paths } from '#app/http/paths.ts';
import { DayForm } from '#app/plan/day-form.tsx';
import { observedLead, revisionYears, TrendOfFigure, trendLead } from '#app/plan/figure-trend.tsx';
import { GreenPanels } from '#app/plan/green-panels.tsx';
import { MethodPanel } from '#app/plan/method-panel.tsx';
import { settableOf } from '#app/plan/method-revision.rules.ts';
import { ObservedYears } from '#app/plan/observed-years.tsx';
import { observationWords, planPeriod } from '#app/plan/plan.fields.ts';
import { getReceipt, pageSize } from '#app/plan/receipt.server.ts';
import { PlanSentence, ReceiptGround, ReceiptNumber } from '#app/plan/receipt-ground.tsx';
import { ReceiptPanels } from '#app/plan/receipt-panels.tsx';
import { TargetVersions } from '#app/plan/target-versions.tsx';
import { TownFigures } from '#app/plan/town-figures.tsx';
import { Category } from '#app/producers/category.schema.ts';
import { categoryWords } from '#app/producers/category.ts';
import { formatDay } from '#app/ui/format.ts';
import { Page } from '#app/ui/page.tsx';
import { pageTitle } from '#app/ui/page-title.ts';
import { Panel } from '#app/ui/panel.tsx';

export const meta: MetaFunction<typeof loader> = ({ data }) =>
  pageTitle(data ? `${data.receipt.figure.label}的依据` : '指标依据');

export const loader = reads('public.read', async ({ db, params, url, view, reader }) => {
  const town = url.searchParams.get('town') || null;
  const category = url.searchParams.get('category') || null;
  const cursor = url.searchParams.get('cursor') || null;
  const page = cursor === null ? null : { after: keyOfCursor(cursor), limit: pageSize };
  const receipt = await getReceipt(db, params.key, { asOf: view.asOf, town, category, page });
  const { next } = receipt.figure;
  const { previous } = receipt;
  const isWhole = page === null && next === null;
  const part = {
    next: next === null ? null : cursorAfter(next),
    previous: previous === null ? null : { cursor: previous === '' ? null : cursorAfter(previous) },
  };
  return {
    part: isWhole ? null : part,
    ...{ receipt, category, change: view.change, pin: view.pin, signedIn: reader !== null },
    outcome: readOutcome(url.searchParams),
    opensPapers: ['town', 'all'].includes(scopeOf(reader).kind),
    entering: may(reader, 'observation.enter') ? Number(view.today.slice(0, 4)) : null,
    revises: may(reader, 'target.revise'),
    setsMethod: may(reader, 'method.revise'),
  };
});

export default function FigurePage() {
  const { receipt, part, category, change, pin, signedIn, outcome, opensPapers, entering, revises, setsMethod } =
    useLoaderData<typeof loader>();
  const { figure, step, trend, byTown, towns, townOfVillage, green, observed, targets, methods } = receipt;
  const settable = settableOf(figure.key, targets.at(-1));
  const produce = Category.safeParse(category).data;
  const { key, label, unit, asOf, town, scopeLabel, target } = figure;
  const townNames = new Map(towns.map(({ code, name }) => [code, name]));
  const townOf = (village: string | null) => townNames.get(townOfVillage[village ?? ''] ?? '') ?? '';
  return (
    <Page
      kicker="指标依据"
      title={[label, town === null ? null : scopeLabel, produce && categoryWords[produce]].filter(Boolean).join(' · ')}
      lead={`${scopeLabel}，业务日期 ${formatDay(asOf)}，登记版本第 ${change} 号。`}
      crumbs={[
        observed ? { href: paths.plan({ ...pin }), label: '规划指标' } : { href: paths.home(pin), label: '总览' },
        ...(town === null && produce === undefined ? [] : [{ href: paths.figure(key, { ...pin }), label }]),
      ]}
      actions={
        <DayForm
          action={paths.figure(key)}
          asOf={asOf}
          pin={pin}
          town={town}
          category={produce}
          endHref={paths.figure(key, { ...pin, town, category: produce, asOf: planPeriod.to })}
        />
      }
    >
      <OutcomeNotice outcome={outcome} words={observationWords.fields} signedIn={signedIn} />
      <ReceiptNumber figure={figure} step={step} />
      <Panel title="怎么算出来的">
        <ReceiptGround figure={figure} />
      </Panel>
      <Panel title="规划原文">
        <PlanSentence {...figure} />
      </Panel>
      {(targets.length > 1 || revises) && (
        <Panel title="目标的版次" actions={revises && <a href={paths.targetRevise(key)}>调整目标</a>}>
          <TargetVersions versions={targets} unit={unit} asOf={asOf} opensPapers={opensPapers} />
        </Panel>
      )}
      {settable && (methods.length > 1 || setsMethod) && (
        <MethodPanel
          figure={figure}
          versions={methods}
          settable={settable}
          green={green}
          observed={observed}
          revises={setsMethod}
          opensPapers={opensPapers}
        />
      )}
      <div className="items-start gap-x-12 xl:grid xl:grid-cols-2">
        <Panel
          title="逐年"
          lead={observed ? observedLead(observed.kind, target?.value != null) : trendLead(trend, target !== null)}
        >
          <div className="print:max-w-xs">
            <TrendOfFigure
              label={label}
              unit={unit}
              target={target?.value ?? null}
              points={trend}
              revised={revisionYears(targets, asOf)}
              level={observed?.kind === 'average-growth'}
            />
          </div>
        </Panel>
        {byTown && (
          <Panel title="分镇">
            <TownFigures caption={`${label}分镇的数`} rows={[byTown]} towns={towns} pin={pin} />
          </Panel>
        )}
      </div>
      {observed && (
        <Panel title="逐年的数和来源" lead="经确认、业务日期当天或之前公布的才计入。">
          <ObservedYears
            figureKey={key}
            unit={unit}
            observed={observed}
            opensPapers={opensPapers}
            entering={entering}
          />
        </Panel>
      )}
      {green && <GreenPanels green={green} town={town} pin={pin} isWhole={town === null && category === null} />}
      {!observed && <ReceiptPanels figure={figure} part={part} category={produce} townOf={townOf} pin={pin} />}
      <p className="screen-only text-sm">
        <a href={paths.figureJson(key, { town, category: produce, asOf, change })}>这份依据的数据接口</a>
        <span className="mx-2 text-ink-soft">·</span>
        <a href={paths.figure(key, { town, category: produce, asOf, change })}>固定在这一天、这一版本的网址</a>
      </p>
    </Page>
  );
}
