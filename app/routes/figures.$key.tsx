import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { reads } from '#app/http/guard.server.ts';
import { paths } from '#app/http/paths.ts';
import { DayForm } from '#app/plan/day-form.tsx';
import { TrendOfFigure, trendLead } from '#app/plan/figure-trend.tsx';
import { GreenPanels } from '#app/plan/green-panels.tsx';
import { planPeriod } from '#app/plan/method.schema.ts';
import { getReceipt } from '#app/plan/progress.server.ts';
import { PlanSentence, ReceiptGround, ReceiptNumber } from '#app/plan/receipt-ground.tsx';
import { CountedRows, LeftOutRows } from '#app/plan/receipt-rows.tsx';
import { TownFigures } from '#app/plan/town-figures.tsx';
import { Category, categoryWords } from '#app/producers/category.ts';
import { formatDay } from '#app/ui/format.ts';
import { Page } from '#app/ui/page.tsx';
import { pageTitle } from '#app/ui/page-title.ts';
import { Panel } from '#app/ui/panel.tsx';

export const meta: MetaFunction<typeof loader> = ({ data }) =>
  pageTitle(data ? `${data.receipt.figure.label}的依据` : '指标依据');

export const loader = reads('public.read', async ({ db, params, url, view }) => {
  const town = url.searchParams.get('town') || null;
  const category = url.searchParams.get('category') || null;
  const receipt = await getReceipt(db, params.key, { asOf: view.asOf, town, category });
  return { receipt, category, change: view.change, pin: view.pin };
});

export default function FigurePage() {
  const { receipt, category, change, pin } = useLoaderData<typeof loader>();
  const { figure, step, trend, byTown, towns, townOfVillage, green } = receipt;
  const produce = Category.safeParse(category).data;
  const { key, label, unit, asOf, town, scopeLabel, target, included, excluded } = figure;
  const townNames = new Map(towns.map(({ code, name }) => [code, name]));
  const townOf = (village: string | null) => townNames.get(townOfVillage[village ?? ''] ?? '') ?? '';
  return (
    <Page
      kicker="指标依据"
      title={[label, town === null ? null : scopeLabel, produce && categoryWords[produce]].filter(Boolean).join(' · ')}
      lead={`${scopeLabel}，业务日期 ${formatDay(asOf)}，登记版本第 ${change} 号。`}
      crumbs={[
        { href: paths.home(pin), label: '总览' },
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
      <ReceiptNumber figure={figure} step={step} />
      <Panel title="怎么算出来的">
        <ReceiptGround figure={figure} />
      </Panel>
      <Panel title="规划原文">
        <PlanSentence {...figure} />
      </Panel>
      <div className="items-start gap-x-12 xl:grid xl:grid-cols-2">
        <Panel title="逐年" lead={trendLead(trend, target !== null)}>
          <div className="print:max-w-xs">
            <TrendOfFigure label={label} unit={unit} target={target?.value ?? null} points={trend} />
          </div>
        </Panel>
        <Panel title="分镇">
          <TownFigures caption={`${label}分镇的数`} rows={[byTown]} towns={towns} pin={pin} />
        </Panel>
      </div>
      {green && <GreenPanels green={green} town={town} pin={pin} />}
      <Panel title={`计入的（${included.length}）`}>
        <CountedRows
          caption={`计入${label}的各行`}
          items={included}
          unit={unit === '%' ? '吨' : unit}
          townOf={townOf}
          pin={pin}
        />
      </Panel>
      {excluded.length > 0 && (
        <Panel title={`看过而没有计入的（${excluded.length}）`}>
          <LeftOutRows items={excluded} townOf={townOf} pin={pin} />
        </Panel>
      )}
      <p className="screen-only text-sm">
        <a href={paths.figureJson(key, { town, category: produce, asOf, change })}>这份依据的数据接口</a>
        <span className="mx-2 text-ink-soft">·</span>
        <a href={paths.figure(key, { town, category: produce, asOf, change })}>固定在这一天、这一版本的网址</a>
      </p>
    </Page>
  );
}
