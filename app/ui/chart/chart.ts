/** What the charts share: colours that also hold outside the page (in a report), numbers that can be drawn, ids. */
import { MISSING } from '../format.ts';

export const colour = {
  ink: '#1c2422',
  soft: '#525d59',
  line: '#dcd9ce',
  strongLine: '#8d938c',
  white: '#ffffff',
  qing: '#14565d',
  qingMid: '#a3c6c4',
  qingPale: '#dbe9e7',
  rice: '#b5800f',
  riceText: '#6d4b08',
};

/** One year of a series; null is not collected, which is not 0. */
export interface YearPoint {
  year: number;
  value: number | null;
}

export interface DrawnPoint {
  year: number;
  value: number;
}

const LARGEST = 1e15;

/** Whether a value can be placed on an axis: no NaN, no infinity, nothing that overflows when scaled. */
export function drawable(value: number | null | undefined): value is number {
  return typeof value === 'number' && Math.abs(value) <= LARGEST;
}

export function drawn(points: readonly YearPoint[]): DrawnPoint[] {
  return points.flatMap(({ year, value }) => (drawable(value) ? [{ year, value }] : []));
}

/** An axis that starts at 0, holds all values and is never empty. */
export function extentFromZero(values: readonly number[]): [number, number] {
  const low = Math.min(0, ...values);
  const high = Math.max(0, ...values);
  return high - low < 1e-6 ? [low, low + 1] : [low, high];
}

/** React's ids hold colons, which `url(#…)` and some readers of SVG do not take. */
export function svgId(id: string): string {
  return `chart-${id.replaceAll(/[^\w-]/g, '')}`;
}

/** A series in words, for a screen reader: 2021年 40 户，2022年 未采集. */
export function describeYears(points: readonly YearPoint[], format: (value: number) => string, unit = ''): string {
  const words = points.map(({ year, value }) => `${year}年 ${describeValue(value, format, unit)}`);
  return words.join('，') || MISSING;
}

export function describeValue(value: number | null, format: (value: number) => string, unit = ''): string {
  return drawable(value) ? `${format(value)}${unit && ` ${unit}`}` : MISSING;
}

/** Coordinates with one decimal are exact enough and keep the page small. */
export function px(value: number): number {
  return Math.round(value * 10) / 10;
}

/** The attributes that an SVG needs when it leaves the page: for a report or a file. */
export function standaloneAttributes(standalone: boolean | undefined, width: number, height: number) {
  if (!standalone) return { width: '100%' };
  return { xmlns: 'http://www.w3.org/2000/svg', width, height, fontFamily: 'Noto Sans SC, sans-serif' };
}
