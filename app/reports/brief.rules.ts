/** The brief of one page: the figures with bars, the towns, three sentences that the data say, and what waits. */
import type { Figure } from '#app/plan/figure.schema.ts';
import { figureNumber, metSentence } from '#app/plan/figure-words.rules.ts';
import type { CountedReceipt } from '#app/plan/receipt.server.ts';
import { formatDay, formatNumber } from '#app/ui/format.ts';
import { lacksOf, unsaid } from './missing.rules.ts';
import { townTable } from './progress-report.rules.ts';
import { gaugeOf, paragraph, section, valueWords } from './report-blocks.rules.ts';
import type { ReportSection } from './report-sheet.ts';

export interface BriefData {
  asOf: string;
  receipts: readonly CountedReceipt[];
}

/** More would not fit the page; the rest is in the progress report. */
const mostLacks = 6;

export function briefSections({ asOf, receipts }: BriefData): ReportSection[] {
  const figures = receipts.map(({ figure }) => figure);
  const lacks = lacksOf(figures).toSorted((a, b) => b.count - a.count);
  const shown = lacks.slice(0, mostLacks);
  const rest = lacks.length - shown.length;
  return [
    section('指标', [{ block: 'gauges', gauges: figures.map(gaugeOf) }]),
    section('要点', threeSentences(asOf, receipts).map(paragraph)),
    ...(receipts.some(({ byTown }) => byTown !== null) ? [section('分镇', [townTable(receipts)])] : []),
    section('待办', [
      lacks.length === 0
        ? paragraph(unsaid(figures)[0] ?? '没有缺数，也没有等待确认的行。')
        : {
            block: 'list',
            items: [
              ...shown.map(({ label, what, count }) => `${label}：${what}，${count} 处`),
              ...(rest > 0 ? [`另有 ${rest} 类，见规划进展年度报告`] : []),
              ...unsaid(figures),
            ],
          },
    ]),
  ];
}

/** How far it is, what the year has added, and what is furthest from its target or falls by itself. */
function threeSentences(asOf: string, receipts: readonly CountedReceipt[]): [string, string, string] {
  const figures = receipts.map(({ figure }) => figure);
  return [
    `截至${formatDay(asOf)}，${metSentence(figures) || `在册的数：${figures.map((each) => `${each.label} ${valueWords(each)}`).join('，')}。`}`,
    yearSentence(asOf, receipts),
    concern(receipts),
  ];
}

function yearSentence(asOf: string, receipts: readonly CountedReceipt[]): string {
  const year = Number(asOf.slice(0, 4));
  const moved = receipts.flatMap(({ figure, step }) => {
    if (step === null || step === 0) return [];
    const points = figure.unit === '%' ? '个百分点' : figure.unit;
    return [`${figure.label}${step > 0 ? '增加' : '减少'} ${figureNumber(Math.abs(step), figure.unit)} ${points}`];
  });
  return moved.length === 0 ? `${year}年以来，各项没有增减。` : `${year}年以来，${moved.join('，')}。`;
}

function concern(receipts: readonly CountedReceipt[]): string {
  const furthest = receipts
    .flatMap(({ figure }) => gapOf(figure) ?? [])
    .toSorted((a, b) => a.share - b.share)
    .at(0);
  const falls = receipts.flatMap(({ green, figure }) => {
    const day = green?.forecast?.falls?.day;
    return day !== undefined && day > figure.asOf && figure.town === null ? [{ day, target: green?.target }] : [];
  })[0];
  const fall = falls ? `绿色产品认证率若不续展，${formatDay(falls.day)}起低于 ${falls.target} %。` : '';
  if (furthest !== undefined) return `离目标最远的是${furthest.label}，还差 ${furthest.words}。${fall}`;
  if (fall !== '') return fall;
  const isTown = receipts.some(({ figure }) => figure.town !== null);
  return isTown ? '规划目标按三镇合计，不分镇，本镇不单独判断。' : '没有可以与目标相比的差距。';
}

function gapOf({ label, value, unit, target }: Figure): { label: string; share: number; words: string } | null {
  if (value === null || target === null || target.value === null || value >= target.value) return null;
  const gap = target.value - value;
  const gapWords = unit === '%' ? `${formatNumber(Math.ceil(gap * 10) / 10)} 个百分点` : `${formatNumber(gap)} ${unit}`;
  return { label, share: value / target.value, words: gapWords };
}
