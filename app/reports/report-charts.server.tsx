import { renderToStaticMarkup } from 'react-dom/server';
import { trendDrawing } from '#app/plan/figure-trend.tsx';
import { figureNumber } from '#app/plan/figure-words.rules.ts';
import type { CountedReceipt } from '#app/plan/receipt.server.ts';
import { StepChart } from '#app/ui/chart/step-chart.tsx';
import { TrendChart } from '#app/ui/chart/trend-chart.tsx';
import { formatDay, MISSING } from '#app/ui/format.ts';
import type { ReportBlock } from './report-sheet.ts';

/** The way of each figure through the years with the path to its target; none of a figure without a target or a number. */
export function drawTrends(receipts: readonly CountedReceipt[]): ReportBlock[] {
  return receipts.flatMap(({ figure, trend }): ReportBlock[] => {
    const { key, label, unit, target } = figure;
    if (trend.every(({ value }) => value === null)) return [];
    const drawing = trendDrawing({ label, unit, target: target?.value ?? null, points: trend });
    const words = trend.map(({ day, value }) => {
      const said = value === null ? MISSING : `${figureNumber(value, unit)} ${unit}`;
      return `${formatDay(day)} ${said}`;
    });
    return [
      {
        block: 'picture',
        svg: renderToStaticMarkup(<TrendChart {...drawing} standalone id={`trend-${key}`} />),
        alt: `${label}，逐年：${words.join('，')}`,
        caption: `${label}（${unit}），逐年`,
      },
    ];
  });
}

/** How the green rate ages if nothing is renewed; null where there is no rate. */
export function drawForecast({ green }: CountedReceipt): ReportBlock | null {
  if (green === null || green.forecast === null) return null;
  const { steps, until } = green.forecast;
  const format = (value: number) => figureNumber(value, '%');
  const title = '今后24个月的认证率，若不续展';
  const chart = (
    <StepChart {...{ title, steps, until, format }} target={green.target} unit="%" standalone id="forecast" />
  );
  return {
    block: 'picture',
    svg: renderToStaticMarkup(chart),
    alt: `${title}：${steps.map(({ day, value }) => `${formatDay(day)}起 ${format(value)} %`).join('，')}`,
    caption: `${title}（%）`,
  };
}
