import { scaleBand, scaleLinear } from 'd3-scale';
import { useId } from 'react';
import { formatNumber, MISSING } from '../format.ts';
import {
  colour,
  describeYears,
  drawable,
  drawn,
  extentFromZero,
  px,
  standaloneAttributes,
  svgId,
  type YearPoint,
} from './chart.ts';

export interface SmallBarsProps {
  /** What is counted: becomes the accessible name. */
  title: string;
  /** Every year of the span, in order, the missing ones too. */
  points: readonly YearPoint[];
  unit?: string;
  format?: (value: number) => string;
  /** For a report: complete in itself, with a fixed size. */
  standalone?: boolean;
  id?: string;
}

const WIDTH = 260;
const HEIGHT = 112;
const TOP = 20;
const FLOOR = HEIGHT - 20;

/** One statistic over the years. A year that was not collected is a gap with a dotted foot, not a bar of 0. */
export function SmallBars(props: SmallBarsProps) {
  const { title, points, unit, format = formatNumber, standalone } = props;
  const generated = useId();
  const id = svgId(props.id ?? generated);
  const known = drawn(points);
  const along = scaleBand<number>()
    .domain(points.map((point) => point.year))
    .range([0, WIDTH])
    .paddingInner(0.3)
    .paddingOuter(0.1);
  const up = scaleLinear()
    .domain(extentFromZero(known.map((point) => point.value)))
    .range([FLOOR, TOP]);
  const band = along.bandwidth();
  const left = (year: number) => along(year) ?? 0;
  const labelled = labelledYears(known, band);
  const latest = known.at(-1)?.year;
  const [first, last] = [points[0]?.year, points.at(-1)?.year];
  const roomy = band >= 28;
  /** Over or under its bar; where bars are thin, the words at the ends grow inwards. */
  const placed = (year: number) => {
    if (roomy || (year !== first && year !== last)) return { x: px(left(year) + band / 2) };
    return year === first ? { x: 0, textAnchor: 'start' as const } : { x: WIDTH, textAnchor: 'end' as const };
  };
  return (
    <svg
      role="img"
      aria-labelledby={`${id}-title ${id}-desc`}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      fontSize="12"
      fill={colour.soft}
      className={standalone ? undefined : 'max-w-[19rem]'}
      {...standaloneAttributes(standalone, WIDTH, HEIGHT)}
    >
      <title id={`${id}-title`}>{title}</title>
      <desc id={`${id}-desc`}>{describeYears(points, format, unit)}</desc>
      <g textAnchor="middle">
        <path d={`M0 ${px(up(0))}H${WIDTH}`} stroke={colour.strongLine} />
        {known.length === 0 && (
          <text x={WIDTH / 2} y={HEIGHT / 2}>
            {MISSING}
          </text>
        )}
        {points.map(({ year, value }) => (
          <g key={year}>
            {drawable(value) ? (
              <rect
                x={px(left(year))}
                y={px(Math.min(up(value), up(0)))}
                width={px(band)}
                height={px(Math.abs(up(0) - up(value)))}
                fill={year === latest ? colour.qing : colour.qingMid}
                stroke={colour.qing}
              />
            ) : (
              <path
                d={`M${px(left(year))} ${px(up(0) - 4)}h${px(band)}`}
                stroke={colour.strongLine}
                strokeWidth="1.5"
                strokeDasharray="2 3"
              />
            )}
            {drawable(value) && labelled.has(year) && (
              <text {...placed(year)} y={px(Math.min(up(value), up(0)) - 5)} fill={colour.ink}>
                {format(value)}
              </text>
            )}
            {(roomy || year === first || year === last) && (
              <text {...placed(year)} y={HEIGHT - 5}>
                {year}
              </text>
            )}
          </g>
        ))}
      </g>
    </svg>
  );
}

/** All figures where they fit; otherwise the last one. */
function labelledYears(known: readonly { year: number; value: number }[], band: number): Set<number> {
  const widest = Math.max(0, ...known.map((point) => formatNumber(point.value).length));
  if (widest * 7 <= band * 1.35) return new Set(known.map((point) => point.year));
  const last = known.at(-1);
  return new Set(last ? [last.year] : []);
}
