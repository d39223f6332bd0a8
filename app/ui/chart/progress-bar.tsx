import { useId } from 'react';
import { formatNumber, MISSING } from '../format.ts';
import { colour, drawable, svgId } from './chart.ts';

interface ProgressBarProps {
  /** What is measured: becomes the accessible name. */
  label: string;
  /** null is not collected: the bar stays an empty frame. */
  value: number | null;
  target?: number | null;
  /** The part of the value that was there before: hatched. */
  baseline?: number | null;
  /** The end of the bar; by default the larger of value and target. */
  max?: number;
  unit?: string;
  /** How numbers are said in the description. */
  format?: (value: number) => string;
  id?: string;
}

const HEIGHT = 22;
const TOP = 7;
const THICK = 13;

/** How far a value has come to its target. As wide as its place; the gold mark is the target. */
export function ProgressBar(props: ProgressBarProps) {
  const { label, unit = '', format = formatNumber } = props;
  const generated = useId();
  const id = svgId(props.id ?? generated);
  const value = drawable(props.value) ? Math.max(0, props.value) : null;
  const target = drawable(props.target) ? Math.max(0, props.target) : null;
  const baseline = drawable(props.baseline) ? Math.max(0, props.baseline) : null;
  const largest = Math.max(value ?? 0, target ?? 0, baseline ?? 0);
  const end = drawable(props.max) && props.max > largest ? props.max : largest || 1;
  const share = (amount: number) => `${Math.round((amount / end) * 10_000) / 100}%`;
  const before = Math.min(baseline ?? 0, value ?? 0);
  const say = (amount: number) => `${format(amount)}${unit && ` ${unit}`}`;
  const words = [
    value === null ? MISSING : say(value),
    target === null ? '' : `目标 ${say(target)}`,
    baseline === null ? '' : `其中基数 ${say(baseline)}`,
  ];
  return (
    <svg role="img" aria-labelledby={`${id}-title ${id}-desc`} width="100%" height={HEIGHT} overflow="visible">
      <title id={`${id}-title`}>{label}</title>
      <desc id={`${id}-desc`}>{words.filter(Boolean).join('，')}</desc>
      <defs>
        <pattern id={`${id}-hatch`} width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <rect width="5" height="5" fill={colour.qingPale} />
          <rect width="2" height="5" fill={colour.qing} />
        </pattern>
      </defs>
      <rect y={TOP} width="100%" height={THICK} fill={colour.white} stroke={colour.strongLine} />
      {value !== null && value > 0 && <rect y={TOP} width={share(value)} height={THICK} fill={colour.qing} />}
      {before > 0 && (
        <rect y={TOP} width={share(before)} height={THICK} fill={`url(#${id}-hatch)`} stroke={colour.qing} />
      )}
      {target !== null && (
        <svg aria-hidden="true" x={share(target)} y={0} width="1" height={HEIGHT} overflow="visible">
          <path d={`M0 ${TOP - 1}V${HEIGHT}`} stroke={colour.white} strokeWidth="5" />
          <path d={`M0 3V${HEIGHT}`} stroke={colour.rice} strokeWidth="2.5" />
          <path d="M-5 0H5L0 6.5Z" fill={colour.rice} />
        </svg>
      )}
    </svg>
  );
}
