import { scaleLinear, scaleUtc } from 'd3-scale';
import { useId } from 'react';
import { formatDay } from '../format.ts';
import { colour, extentFromZero, px, standaloneAttributes, svgId } from './chart.ts';

export interface StepChartProps {
  /** What is shown: becomes the accessible name. */
  title: string;
  /** The value from each day on, in the order of the days. */
  steps: readonly { day: string; value: number }[];
  /** The last day that is drawn. */
  until: string;
  target?: number | null;
  format: (value: number) => string;
  unit: string;
  /** For a report: complete in itself, with a fixed size. */
  standalone?: boolean;
  id?: string;
}

const frame = { width: 680, height: 230, left: 46, right: 70, top: 24, bottom: 30 };

/** A value that holds until it changes, over days, against the line of its target. */
export function StepChart(props: StepChartProps) {
  if (props.standalone) return <Drawing {...props} />;
  return (
    <div className="keep-together max-w-[46rem]">
      <Drawing {...props} />
    </div>
  );
}

function Drawing({ title, steps, until, target = null, format, unit, standalone, ...props }: StepChartProps) {
  const generated = useId();
  const id = svgId(props.id ?? generated);
  const first = steps[0];
  if (first === undefined) return null;
  const { width, height, left, right, top, bottom } = frame;
  const along = scaleUtc()
    .domain([instant(first.day), instant(until)])
    .range([left, width - right]);
  const [low, high] = extentFromZero([...steps.map(({ value }) => value), target ?? 0]);
  const up = scaleLinear()
    .domain([low, high])
    .nice()
    .range([height - bottom, top]);
  const x = (day: string) => px(along(instant(day)));
  const path = steps.map(
    ({ day, value }, place) => `${place === 0 ? 'M' : `H${x(day)}V`}${place === 0 ? `${x(day)} ` : ''}${px(up(value))}`,
  );
  const last = steps.at(-1) ?? first;
  const words = steps.map(({ day, value }) => `${formatDay(day)}起 ${format(value)} ${unit}`).join('，');
  return (
    <svg
      role="img"
      aria-labelledby={`${id}-title ${id}-desc`}
      viewBox={`0 0 ${width} ${height}`}
      fontSize="12"
      fill={colour.soft}
      {...standaloneAttributes(standalone, width, height)}
    >
      <title id={`${id}-title`}>{title}</title>
      <desc id={`${id}-desc`}>{words}</desc>
      {up.ticks(4).map((tick) => (
        <g key={tick}>
          <path d={`M${left} ${px(up(tick))}H${width - right}`} stroke={colour.line} />
          <text x={left - 8} y={px(up(tick))} dy="0.35em" textAnchor="end">
            {tick}
          </text>
        </g>
      ))}
      {along.ticks(6).map((tick) => (
        <text key={tick.getTime()} x={px(along(tick))} y={height - 8} textAnchor="middle">
          {`${tick.getUTCFullYear()}年${tick.getUTCMonth() + 1}月`}
        </text>
      ))}
      {target !== null && (
        <>
          <path
            d={`M${left} ${px(up(target))}H${width - right}`}
            stroke={colour.rice}
            strokeDasharray="5 4"
            strokeWidth="1.5"
          />
          <text x={width - right + 6} y={px(up(target))} dy="0.35em" fill={colour.riceText}>
            目标 {format(target)}
          </text>
        </>
      )}
      <path d={`${path.join('')}H${x(until)}`} fill="none" stroke={colour.qing} strokeWidth="2.5" />
      <text x={px(along(instant(first.day)))} y={px(up(first.value))} dy="-0.6em" fill={colour.ink} fontWeight="600">
        {format(first.value)}
      </text>
      {last !== first && (
        <text x={width - right + 6} y={px(up(last.value))} dy="0.35em" fill={colour.ink} fontWeight="600">
          {format(last.value)}
        </text>
      )}
    </svg>
  );
}

const instant = (day: string) => new Date(`${day}T00:00:00Z`);
