import { TrendChart, type TrendChartProps } from '#app/ui/chart/trend-chart.tsx';
import { formatDay } from '#app/ui/format.ts';
import { figureNumber } from './figure-words.rules.ts';
import { planPeriod } from './method.schema.ts';
import type { FigureTrend } from './overview.rules.ts';

const lastYear = Number(planPeriod.to.slice(0, 4));

/** A figure by year with the path to its target. */
export function TrendOfFigure({ label, unit, target, points }: Omit<FigureTrend, 'key'>) {
  if (points.length === 0) return <p className="text-ink-soft">业务日期早于规划期，没有逐年数。</p>;
  if (points.every(({ value }) => value === null)) return <p className="text-ink-soft">还没有采集到可以画出的数。</p>;
  return <TrendChart {...trendDrawing({ label, unit, target, points })} />;
}

/** What the chart of a trend is drawn from, on the screen and on paper. */
export function trendDrawing({ label, unit, target, points }: Omit<FigureTrend, 'key'>): TrendChartProps {
  return {
    title: `${label}，逐年`,
    points: points.map(({ day, value }) => ({ year: Number(day.slice(0, 4)), value })),
    target: target === null ? null : { year: lastYear, value: target },
    breaks: breakYears(points),
    unit,
    format: (value) => figureNumber(value, unit),
  };
}

/** The years whose points are counted by another version of the method than the one before. */
function breakYears(points: FigureTrend['points']): number[] {
  return points
    .filter(({ method }, place) => place > 0 && method !== points[place - 1]?.method)
    .map(({ day }) => Number(day.slice(0, 4)));
}

/** What the points of a trend are: each year's end, and the day itself where it is not one. */
export function trendLead(points: FigureTrend['points'], withPath: boolean): string {
  const last = points.at(-1);
  if (last === undefined) return '';
  const open = last.day.endsWith('-12-31') ? '' : `，末点是${formatDay(last.day)}`;
  const path = withPath ? `；虚线是到${lastYear}年目标的路径` : '';
  const broken = breakYears(points).length > 0 ? '；口径变更处线条断开，前后不能直接相比' : '';
  return `实线是每年年底的数${open}${path}${broken}。`;
}
