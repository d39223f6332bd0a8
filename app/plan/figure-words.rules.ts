/** Figures in the words of an office. */
import { formatNumber, formatPercent } from '#app/ui/format.ts';
import type { Figure } from './figure.schema.ts';

type Said = Pick<Figure, 'value' | 'unit' | 'target' | 'denominator' | 'baseline' | 'stock' | 'met' | 'town' | 'asOf'>;

/**
 * A value in its unit's usual form: a percentage with one decimal, cut off and not rounded, so that a rate below its
 * target never reads as if it were there.
 */
export function figureNumber(value: number | null, unit: string): string {
  if (value === null || unit !== '%') return formatNumber(value);
  return (Math.floor(value * 10 + 1e-9) / 10).toFixed(1);
}

/** What a bar shows: with the plan's baseline before it, where the plan counts what is new on top of one. */
export interface FigureBar {
  value: number | null;
  target: number;
  baseline: number | null;
}

/** Null where there is nothing to hold the figure against. */
export function barOf({ value, target, baseline, stock }: Said): FigureBar | null {
  if (stock !== null && stock.planned !== null && baseline !== null)
    return { value: baseline + stock.added, target: stock.planned, baseline };
  // An assigned number may be a ceiling, and a fall has no bar: there the words say it alone.
  if (target === null || target.value === null || target.kind === 'assigned' || (value ?? 0) < 0) return null;
  return { value, target: target.value, baseline: null };
}

/** 目标 19 个; what stands there instead where the plan sets none or was not there yet. */
export function targetWords({ target, unit, town, denominator }: Said): string {
  if (town !== null) return '目标按三镇合计，不分镇';
  if (target === null) return '未定目标';
  if (target.value === null || isLoose(target)) return `目标 ${target.text}`;
  if (target.kind === 'assigned') return `目标 ${targetText(target, unit)}`;
  const whole = denominator === null || unit === '%' ? '' : '，全部';
  return `目标 ${formatNumber(target.value)} ${unit}${whole}`;
}

/** The target in the plan's words; with the number that the district assigned, once it has. */
export function targetText({ kind, text, value }: NonNullable<Said['target']>, unit: string): string {
  return kind === 'assigned' && value !== null ? `${text}（${formatNumber(value)} ${unit}）` : text;
}

/** What the plan itself says only about is not printed as a bare number. */
const isLoose = ({ kind }: { kind: string }) => kind === 'about' || kind === 'cumulative-about';

/** Whether the target is met, in a word; null where there is none. */
export function metWord({ met, target }: Said): string | null {
  if (met === null) return target === null ? null : '尚不能判断';
  return met ? '已达到目标' : '尚未达到目标';
}

/** `占 83.8 %`, where the figure is a part of a whole. */
export function shareWords({ value, denominator, unit }: Said): string | null {
  if (unit === '%') return null;
  return value === null || denominator === null || denominator === 0 ? null : formatPercent(value / denominator);
}

/** `2026年内 +1`; null where the year before is not known. */
export function stepWords({ asOf, unit }: Said, step: number | null): string | null {
  if (step === null) return null;
  const year = `${Number(asOf.slice(0, 4))}年内`;
  if (step === 0) return `${year}没有变化`;
  const points = unit === '%' ? ' 个百分点' : '';
  return `${year} ${step > 0 ? '+' : '−'}${figureNumber(Math.abs(step), unit)}${points}`;
}

/** `基期 13 ＋ 新创建 19 ＝ 32 个`: the stock, once as the plan reckons it and once as the register holds it. */
export function stockWords({
  stock,
  baseline,
  target,
  unit,
}: Said): { planned: string | null; registered: string } | null {
  if (stock === null) return null;
  const sum = (before: number, added: number) =>
    `基期 ${formatNumber(before)} ＋ 新创建 ${formatNumber(added)} ＝ ${formatNumber(before + added)} ${unit}`;
  const whole = stock.planned !== null && baseline !== null && target !== null && target.value !== null;
  return {
    planned: whole ? sum(baseline, target.value ?? 0) : null,
    registered: sum(stock.baseline, stock.added),
  };
}

/** The number of the figures whose target is met, in a sentence; empty where no target is in force. */
export function metSentence(figures: readonly Said[]): string {
  const aimed = figures.filter(({ target }) => target !== null);
  const met = aimed.filter((figure) => figure.met).length;
  const open = aimed.filter((figure) => figure.met === null).length;
  if (aimed.length === 0) return '';
  if (open === aimed.length) return `${aimed.length} 项目标都尚不能判断。`;
  if (met === aimed.length) return `${aimed.length} 项目标都已达到。`;
  if (met + open === 0) return `${aimed.length} 项目标都还没有达到。`;
  const said = [met === 0 ? null : `${met} 项已达到`, open === 0 ? null : `${open} 项尚不能判断`];
  return `${aimed.length} 项目标中，${said.filter((part) => part !== null).join('，')}。`;
}
