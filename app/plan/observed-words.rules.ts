/** Why a target is met or cannot be judged, as an office colleague would say it. */
import { formatNumber } from '#app/ui/format.ts';
import type { IndicatorTable, TargetTable } from '#db/tables.ts';
import type { ObservedSettings } from './method.schema.ts';
import type { Ground } from './target.rules.ts';

interface Told {
  /** The newest year that counts; null where none does. */
  year: number | null;
  /** The years gone by of which nobody knows the number. */
  missing: readonly number[];
  target: Pick<TargetTable, 'kind' | 'value'> | null;
  /** What a relative target was compared with. */
  comparison: number | null;
  settings: Pick<ObservedSettings, 'value' | 'tolerance' | 'comparedWith'>;
}

export function verdictWords(ground: Ground, told: Told): string {
  const { settings, target } = told;
  switch (ground) {
    case 'met':
      return `按${basis(told)}${against(told)}，已达到目标。`;
    case 'not-met':
      return `按${basis(told)}${against(told)}，尚未达到目标。`;
    case 'no-target':
      return '业务日期时目标还没有生效，不作判断。';
    case 'not-assigned':
      return '区里下达的目标数还没有登记，不能判断。';
    case 'no-value':
      return told.year === null
        ? '还没有经确认的年度数，不能判断。'
        : `缺${yearsOf(told.missing)}的数，算不出年均，不能判断。`;
    case 'no-comparison':
      return `缺${settings.comparedWith ?? '对比'}的数，不能判断。`;
    case 'no-tolerance':
      return `低于 ${formatNumber(target?.value)}，规划没有写明“左右”的幅度，不作判断。`;
    case 'years-missing':
      if (settings.value === 'latest') return `最近的是${told.year}年的数，缺${told.missing.at(-1)}年的数，不能判断。`;
      return told.missing.length > 0
        ? `缺${yearsOf(told.missing)}的数，不能判断。`
        : '五年的数还没有齐，累计尚未达到目标数，不能判断。';
  }
}

const basis = ({ year, settings }: Told) => `${basisWords(settings.value, year)}的数`;

function against({ target, comparison, settings }: Told): string {
  if (target?.kind === 'relative') return `，${settings.comparedWith ?? '对比数'} ${formatNumber(comparison)}`;
  const isLoose = target?.kind === 'about' || target?.kind === 'cumulative-about';
  return isLoose && settings.tolerance !== null ? `，“左右”的幅度 ${formatNumber(settings.tolerance)}` : '';
}

/** Of when a value is: one year, or all the plan's years up to one. */
export function basisWords(kind: ObservedSettings['value'], year: number | null): string {
  if (kind === 'sum') return `到${year}年累计`;
  return kind === 'average-growth' ? `到${year}年年均` : `${year}年`;
}

export const attributeWords: Record<NonNullable<IndicatorTable['attribute']>, string> = {
  anticipatory: '预期性',
  binding: '约束性',
};

const yearsOf = (years: readonly number[]) => years.map((year) => `${year}年`).join('、');
