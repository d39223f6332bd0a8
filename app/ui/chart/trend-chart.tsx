import { scaleLinear } from 'd3-scale';
import { line } from 'd3-shape';
import { useId } from 'react';
import { formatNumber } from '../format.ts';
import {
  colour,
  type DrawnPoint,
  describeValue,
  describeYears,
  drawable,
  drawn,
  extentFromZero,
  px,
  standaloneAttributes,
  svgId,
  type YearPoint,
} from './chart.ts';

export interface TrendChartProps {
  /** What is shown: becomes the accessible name. */
  title: string;
  points: readonly YearPoint[];
  /** Where the path ends; without one there is no path. */
  target?: { year: number; value: number } | null;
  /** Where the path starts; by default at the first point. */
  start?: { year: number; value: number } | null;
  /** Years from which on another rule of counting holds: the line is broken before them, and says so. */
  breaks?: readonly number[];
  /** Years in which the target was set anew: the line goes on. */
  revised?: readonly number[];
  unit?: string;
  format?: (value: number) => string;
  /** For a report: complete in itself, with a fixed size, small enough for two abreast. */
  standalone?: boolean;
  id?: string;
}

interface Frame {
  width: number;
  height: number;
  left: number;
  right: number;
  top: number;
  bottom: number;
}

const wide: Frame = { width: 680, height: 270, left: 46, right: 96, top: 24, bottom: 32 };
const narrow: Frame = { width: 350, height: 236, left: 40, right: 66, top: 24, bottom: 30 };

/** Years along, values up from 0: the line of what is, the dashed gold path of what should be, labelled where they are. */
export function TrendChart(props: TrendChartProps) {
  const generated = useId();
  const id = svgId(props.id ?? generated);
  if (props.standalone) return <Drawing {...props} id={id} frame={narrow} />;
  // Two drawings and one container query, so that the letters keep their size on a phone.
  return (
    <div className="@container keep-together max-w-[46rem]">
      <div className="hidden @md:block">
        <Drawing {...props} id={`${id}-wide`} frame={wide} />
      </div>
      <div className="@md:hidden">
        <Drawing {...props} id={`${id}-narrow`} frame={narrow} />
      </div>
    </div>
  );
}

function Drawing({ id, frame: room, ...props }: TrendChartProps & { id: string; frame: Frame }) {
  const { title, points, breaks = [], revised = [], standalone, format = formatNumber } = props;
  const known = drawn(points);
  const target = props.target && drawable(props.target.value) ? props.target : null;
  // Beside the diamond stands the target's number, however long.
  const longest = target ? format(target.value).length : 0;
  const frame = { ...room, right: Math.max(room.right, 46 + longest * 8) };
  const start = props.start && drawable(props.start.value) ? props.start : (known[0] ?? null);
  const marks = [...known, ...(target ? [target] : []), ...(start ? [start] : [])];
  const years = [...points.map((point) => point.year), ...marks.map((mark) => mark.year)];
  const { x, y, ticks } = scales(
    frame,
    years,
    marks.map((mark) => mark.value),
  );
  return (
    <svg
      role="img"
      aria-labelledby={`${id}-title ${id}-desc`}
      viewBox={`0 0 ${frame.width} ${frame.height}`}
      fontSize="13"
      fill={colour.soft}
      {...standaloneAttributes(standalone, frame.width, frame.height)}
    >
      <title id={`${id}-title`}>{title}</title>
      <desc id={`${id}-desc`}>{describe(props)}</desc>
      <g>
        <Axes frame={frame} years={years} ticks={ticks} x={x} y={y} format={format} />
        {target && start && (
          <Path from={start} to={target} x={x} y={y} label={targetLabel(target, known, x, y)} format={format} />
        )}
        {breaks.map((year) => (
          <Break key={year} frame={frame} x={px((x(year - 1) + x(year)) / 2)} word="口径变更" />
        ))}
        {revised.map((year) => (
          <Break key={year} frame={frame} x={px((x(year - 1) + x(year)) / 2)} word="目标调整" />
        ))}
        {eras(points, breaks).map((era) => (
          <Line key={era[0]?.year} points={era} x={x} y={y} />
        ))}
        {known.map((point) => (
          <g key={point.year}>
            <circle cx={x(point.year)} cy={y(point.value)} r="4" fill={colour.qing} stroke={colour.white} />
            <text
              x={x(point.year)}
              y={y(point.value) - 10}
              textAnchor="middle"
              fill={colour.qing}
              fontWeight="600"
              stroke={colour.white}
              strokeWidth="3"
              paintOrder="stroke"
            >
              {format(point.value)}
            </text>
          </g>
        ))}
      </g>
    </svg>
  );
}

type Scale = (value: number) => number;

function scales(frame: Frame, years: readonly number[], values: readonly number[]) {
  const [first, last] = years.length > 0 ? [Math.min(...years), Math.max(...years)] : [0, 1];
  const along = scaleLinear()
    .domain(first === last ? [first - 1, last + 1] : [first, last])
    .range([frame.left + 14, frame.width - frame.right]);
  const up = scaleLinear()
    .domain(extentFromZero(values))
    .nice(4)
    .range([frame.height - frame.bottom, frame.top]);
  return { x: (year: number) => px(along(year)), y: (value: number) => px(up(value)), ticks: up.ticks(4) };
}

interface AxesProps {
  frame: Frame;
  years: readonly number[];
  ticks: readonly number[];
  x: Scale;
  y: Scale;
  format: (value: number) => string;
}

function Axes({ frame, years, ticks, x, y, format }: AxesProps) {
  const shown = [...new Set(years)].sort((a, b) => a - b);
  const every = Math.ceil(shown.length / (frame.width > 400 ? 10 : 5));
  const right = frame.width - frame.right + 14;
  return (
    <>
      {ticks.map((tick) => (
        <g key={tick}>
          <path
            d={`M${frame.left} ${y(tick)}H${right}`}
            stroke={tick === 0 ? colour.strongLine : colour.line}
            strokeWidth="1"
          />
          <text x={frame.left - 8} y={y(tick) + 4.5} textAnchor="end">
            {format(tick)}
          </text>
        </g>
      ))}
      {shown.map((year, index) =>
        (shown.length - 1 - index) % every === 0 ? (
          <text key={year} x={x(year)} y={frame.height - 10} textAnchor="middle">
            {year}
          </text>
        ) : null,
      )}
    </>
  );
}

/** The points between two changes of the rule, in the order of the years. */
function eras(points: readonly YearPoint[], breaks: readonly number[]): YearPoint[][] {
  const sorted = [...points].sort((a, b) => a.year - b.year);
  const eraOf = (year: number) => breaks.filter((first) => first <= year).length;
  return [...new Set(sorted.map(({ year }) => eraOf(year)))].map((era) =>
    sorted.filter(({ year }) => eraOf(year) === era),
  );
}

/** Where what stands before and after is counted differently, or held against another target. */
function Break({ frame, x, word }: { frame: Frame; x: number; word: string }) {
  return (
    <>
      <path d={`M${x} ${frame.top - 6}V${frame.height - frame.bottom}`} stroke={colour.soft} strokeDasharray="2 3" />
      <text x={x} y={frame.top - 10} textAnchor="middle" fontSize="12">
        {word}
      </text>
    </>
  );
}

/** The line of what is: broken where a year is missing. */
function Line({ points, x, y }: { points: readonly YearPoint[]; x: Scale; y: Scale }) {
  const draw = line<YearPoint>()
    .defined((point) => drawable(point.value))
    .x((point) => x(point.year))
    .y((point) => y(point.value ?? 0));
  return <path d={draw([...points]) ?? ''} fill="none" stroke={colour.qing} strokeWidth="2.5" strokeLinejoin="round" />;
}

interface PathProps {
  from: DrawnPoint;
  to: DrawnPoint;
  x: Scale;
  y: Scale;
  label: TargetLabel;
  format: (value: number) => string;
}

/** The dashed path of what should be, with a diamond at its end. */
function Path({ from, to, x, y, label, format }: PathProps) {
  return (
    <>
      <path
        d={`M${x(from.year)} ${y(from.value)}L${x(to.year)} ${y(to.value)}`}
        stroke={colour.rice}
        strokeWidth="2"
        strokeDasharray="6 4"
      />
      <path d={`M${x(to.year)} ${px(y(to.value) - 8)}l8 8-8 8-8-8z`} fill={colour.rice} stroke={colour.white} />
      <text {...label} fill={colour.riceText} fontWeight="600">
        目标 {format(to.value)}
      </text>
    </>
  );
}

type TargetLabel = { x: number; y: number; textAnchor?: 'middle' };

/** Beside the diamond, but not over the figure of the same year; over the diamond where the line goes on beside it. */
function targetLabel(target: DrawnPoint, known: readonly DrawnPoint[], x: Scale, y: Scale): TargetLabel {
  const [across, own] = [x(target.year), y(target.value) + 4.5];
  const same = known.find((point) => point.year === target.year);
  if (known.some(({ year }) => year > target.year)) {
    // Over the diamond, but under it where the point of that year has its own number there.
    const isMet = same !== undefined && y(target.value) - y(same.value) > -8;
    return { x: across, y: isMet ? own + 20 : own - 15, textAnchor: 'middle' };
  }
  if (!same) return { x: across + 12, y: own };
  const figure = y(same.value) - 10;
  return { x: across + 12, y: Math.abs(own - figure) < 16 ? figure + 20 : own };
}

/** The same in words, for a screen reader: every year, then the target. */
function describe({ points, breaks = [], revised = [], target, unit, format = formatNumber }: TrendChartProps): string {
  const changed = breaks.map((year) => `，${year}年起口径变更`).join('');
  const anew = revised.map((year) => `，${year}年目标调整`).join('');
  const years = `${describeYears(points, format, unit)}${changed}${anew}`;
  return target ? `${years}，${target.year}年目标 ${describeValue(target.value, format, unit)}` : years;
}
