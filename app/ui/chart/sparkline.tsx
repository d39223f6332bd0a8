import { scaleLinear } from 'd3-scale';
import { line } from 'd3-shape';
import { useId } from 'react';
import { formatNumber } from '../format.ts';
import { colour, describeYears, drawable, drawn, px, svgId, type YearPoint } from './chart.ts';

interface SparklineProps {
  title: string;
  points: readonly YearPoint[];
  format?: (value: number) => string;
  id?: string;
}

const WIDTH = 96;
const HEIGHT = 24;

/** The shape of a series, as high as a line of text. Its range is its own: for a level, see the figure beside it. */
export function Sparkline({ title, points, format = formatNumber, id: given }: SparklineProps) {
  const generated = useId();
  const id = svgId(given ?? generated);
  const known = drawn(points);
  const years = points.map((point) => point.year);
  const values = known.map((point) => point.value);
  const x = scaleLinear()
    .domain(span(years))
    .range([4, WIDTH - 4]);
  const y = scaleLinear()
    .domain(span(values))
    .range([HEIGHT - 4, 4]);
  const draw = line<YearPoint>()
    .defined((point) => drawable(point.value))
    .x((point) => px(x(point.year)))
    .y((point) => px(y(point.value ?? 0)));
  const last = known.at(-1);
  return (
    <svg
      role="img"
      aria-labelledby={`${id}-title ${id}-desc`}
      width={WIDTH}
      height={HEIGHT}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      className="inline-block align-middle"
    >
      <title id={`${id}-title`}>{title}</title>
      <desc id={`${id}-desc`}>{describeYears(points, format)}</desc>
      <path d={draw(points) ?? ''} fill="none" stroke={colour.qing} strokeWidth="1.5" />
      {last && <circle cx={px(x(last.year))} cy={px(y(last.value))} r="3" fill={colour.qing} />}
    </svg>
  );
}

/** The range of the values themselves, opened where all are the same. */
function span(values: readonly number[]): [number, number] {
  if (values.length === 0) return [0, 1];
  const low = Math.min(...values);
  const high = Math.max(...values);
  return high - low < 1e-6 ? [low - 1, high + 1] : [low, high];
}
