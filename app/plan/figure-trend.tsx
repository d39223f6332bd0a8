import { TrendChart, type TrendChartProps } from '#app/ui/chart/trend-chart.tsx';
import { formatDay } from '#app/ui/format.ts';
import type { TargetTable } from '#db/tables.ts';
import { figureNumber } from './figure-words.rules.ts';
import type { FigureTrend } from './overview.rules.ts';
import { planPeriod } from './plan.fields.ts';

const lastYear = Number(planPeriod.to.slice(0, 4));

interface Drawn extends Omit<FigureTrend, 'key'> {
  /** The years in which the target was set anew. */
  revised?: readonly number[];
  /** The target is one for every year, as of a rate of growth. */
  level?: boolean;
}

/** A figure by year with the path to its target. */
export function TrendOfFigure({ label, unit, target, points, revised, level }: Drawn) {
  if (points.length === 0) return <p className="text-ink-soft">业务日期早于规划期，没有逐年数。</p>;
  if (points.every(({ value }) => value === null)) return <p className="text-ink-soft">还没有采集到可以画出的数。</p>;
  return <TrendChart {...trendDrawing({ label, unit, target, points, revised, level })} />;
}

/** What the chart of a trend is drawn from, on the screen and on paper. */
export function trendDrawing({ label, unit, target, points, revised = [], level = false }: Drawn): TrendChartProps {
  const years = points.map(({ day, value }) => ({ year: Number(day.slice(0, 4)), value }));
  return {
    title: `${label}，逐年`,
    points: years,
    start: level && target !== null && years[0] ? { year: years[0].year, value: target } : null,
    target: target === null ? null : { year: lastYear, value: target },
    breaks: breakYears(points),
    revised: revised.filter((year) => years.some((point) => point.year === year)),
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

type Version = Pick<TargetTable, 'kind' | 'value' | 'inForceFrom'>;

/** The years up to a day in which a target was set anew; that an assigned number arrived changes nothing of what was asked. */
export function revisionYears(targets: readonly Version[], asOf: string): number[] {
  const anew = targets.filter(({ kind, inForceFrom }, place) => {
    const before = targets[place - 1];
    return before !== undefined && inForceFrom <= asOf && (before.value !== null || before.kind !== kind);
  });
  return [...new Set(anew.map(({ inForceFrom }) => Number(inForceFrom.slice(0, 4))))];
}

/** The same of an indicator of table 1, whose points are the years themselves. */
export function observedLead(kind: 'latest' | 'sum' | 'average-growth', withPath: boolean): string {
  const points = kind === 'sum' ? '每点是2021年起的累计数' : '每点是当年的数';
  const line = kind === 'average-growth' ? '年均的目标' : `到${lastYear}年目标的路径`;
  const path = withPath ? `；虚线是${line}` : '';
  return `${points}，只画经确认的${path}。`;
}
