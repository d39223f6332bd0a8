/** The yearly progress report of the plan, and its closing report: figures as the receipts have them, never summed anew. */
import type { Figure } from '#app/plan/figure.schema.ts';
import {
  figureNumber,
  metSentence,
  shareWords,
  stepWords,
  stockWords,
  targetText,
  targetWords,
} from '#app/plan/figure-words.rules.ts';
import type { IndicatorFigure } from '#app/plan/observed-figure.rules.ts';
import { basisWords } from '#app/plan/observed-words.rules.ts';
import type { CountedReceipt } from '#app/plan/receipt.server.ts';
import { formatDay, formatTonnes, MISSING } from '#app/ui/format.ts';
import { conclusionOf } from './conclusion.rules.ts';
import { lacksOf, tellsRows, unsaid } from './missing.rules.ts';
import { numbers, paragraph, section, stateWords, table, valueWords, words } from './report-blocks.rules.ts';
import type { ReportBlock, ReportSection } from './report-sheet.ts';

export interface PlanData {
  asOf: string;
  receipts: readonly CountedReceipt[];
  /** The rows of the plan's table 1; none for one town. */
  indicators: readonly IndicatorFigure[];
  /** A picture of each figure that has a way through the years. */
  trends: ReportBlock[];
}

export function progressSections(data: PlanData): ReportSection[] {
  const { asOf, receipts } = data;
  return [
    section('总体进展', [
      paragraph(`截至${formatDay(asOf)}，${metSentence(allOf(data)) || '各项的数见下表。'}`),
      figureTable(receipts),
    ]),
    ...commonSections(data),
  ];
}

/** The same as the progress report, with the conclusion at its head. */
export function closingSections(data: PlanData): ReportSection[] {
  const { asOf, receipts } = data;
  return [
    section('结论', [...conclusionOf(allOf(data), asOf).map(paragraph), figureTable(receipts)]),
    ...commonSections(data),
  ];
}

/** Whatever the plan sets a target for. */
function allOf({ receipts, indicators }: PlanData): Figure[] {
  return [...receipts.map(({ figure }) => figure), ...indicators.map(({ figure }) => figure)];
}

function commonSections(data: PlanData): ReportSection[] {
  const { receipts, indicators, trends } = data;
  const [first] = receipts;
  const isWhole = receipts.every(({ figure }) => figure.town === null);
  return [
    ...(indicators.length > 0 ? [section('规划表 1 的指标', [indicatorTable(indicators)])] : []),
    ...(first?.byTown && isWhole ? [section('分镇进展', [townTable(receipts)])] : []),
    section('逐年进展', trends.length > 0 ? trends : [paragraph('还没有采集到可以画出的数，或业务日期早于规划期。')]),
    section(
      '口径和依据',
      [paragraph('每项列规划原文、口径和依据的摘要：计入几行，没有计入的各因何故。逐行的依据见登记簿网页。')],
      receipts.map(({ figure, step }) => ({ heading: figure.label, blocks: receiptBlocks(figure, step) })),
    ),
    section('还缺什么', [lackTable(allOf(data)), ...unsaid(allOf(data)).map(paragraph)]),
  ];
}

function figureTable(receipts: readonly CountedReceipt[]): ReportBlock {
  const rows = receipts.map(({ figure, step }) => [
    figure.label,
    valueWords(figure),
    figure.target === null ? '未定' : figure.target.text,
    stateWords(figure),
    stepWords(figure, step)?.replace(/^\d+年内/, '') ?? '—',
  ]);
  const year = receipts[0]?.figure.asOf.slice(0, 4) ?? '';
  const columns = [
    words('指标', 1.5),
    numbers('数'),
    words('目标', 1),
    words('是否达到', null),
    words(`${year}年内`, null),
  ];
  return table('各项指标', columns, rows, '登记簿当时还没有规划的指标。');
}

function indicatorTable(indicators: readonly IndicatorFigure[]): ReportBlock {
  const rows = indicators.map(({ figure, year, kind }) => [
    figure.label,
    valueWords(figure),
    year === null || figure.value === null ? '—' : basisWords(kind, year),
    figure.target === null ? '未定' : targetText(figure.target, figure.unit),
    stateWords(figure),
  ]);
  const columns = [words('指标', 1.5), numbers('数'), words('哪一年', 0.75), words('目标', 1), words('是否达到', null)];
  return table('规划表 1 的指标', columns, rows, '登记簿当时还没有规划的指标。');
}

/** Each figure in each town, as its own receipt counts it. */
export function townTable(receipts: readonly CountedReceipt[]): ReportBlock {
  const towns = receipts[0]?.towns ?? [];
  const columns = [words('指标', 1), ...towns.map(({ name }) => numbers(name)), numbers('三镇合计')];
  const rows = receipts.flatMap(({ byTown }) => {
    if (byTown === null) return [];
    const { label, unit, total, towns: own } = byTown;
    const ofTowns = own.map(({ value, concerned }) => (concerned ? figureNumber(value, unit) : '不涉及'));
    return [[`${label}（${unit}）`, ...ofTowns, figureNumber(total, unit)]];
  });
  return table('分镇的数', columns, rows, '登记簿当时还没有规划的指标。');
}

/** The plan's sentence, the rule, and the receipt in short. */
export function receiptBlocks(figure: Figure, step: number | null): ReportBlock[] {
  const stock = stockWords(figure);
  const share = shareWords(figure);
  const items = [
    { label: '数值', value: [valueWords(figure), share, stepWords(figure, step)].filter(Boolean).join('，') },
    { label: '目标', value: `${targetWords(figure)}${figure.target ? `（第 ${figure.target.version} 版）` : ''}` },
    { label: '口径', value: `第 ${figure.method.version} 版：${figure.method.text}` },
    { label: '计入', value: includedWords(figure) },
    { label: '没有计入', value: excludedWords(figure) },
    ...(figure.reconciliation
      ? [{ label: '与规划核对', value: `${figure.reconciliation.subject}：${figure.reconciliation.text}` }]
      : []),
    ...(stock ? [{ label: '在册总数', value: stock.registered }] : []),
    ...(figure.remarks.length > 0 ? [{ label: '说明', value: figure.remarks.join('') }] : []),
  ];
  return [
    { block: 'quote', text: figure.sentence, source: figure.place },
    { block: 'facts', items },
  ];
}

function includedWords({ rows, numerator, denominator, key }: Figure): string {
  if (key !== 'green-rate') return `${rows.included} 行`;
  const tonnes = `认证产量 ${formatTonnes(numerator)} 吨，地产农产品产量 ${formatTonnes(denominator)} 吨`;
  return `${rows.included} 个产品，${numerator === null || denominator === null ? MISSING : tonnes}`;
}

/** The reasons, the most frequent first. */
function excludedWords(figure: Figure): string {
  if (!tellsRows(figure)) return `${figure.rows.excluded} 行，各因何故见登记簿网页`;
  const counts = new Map<string, number>();
  for (const { reason } of figure.excluded) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  const sorted = [...counts].toSorted(([, a], [, b]) => b - a);
  return sorted.map(([reason, count]) => `${reason} ${count}`).join('；') || '0 行';
}

function lackTable(figures: readonly Figure[]): ReportBlock {
  const rows = lacksOf(figures).map(({ label, what, count }) => [label, what, String(count)]);
  const columns = [words('指标', 1), words('缺什么', 1.4), numbers('几处')];
  return table('还缺的和等待确认的', columns, rows, '各项指标都没有缺数，也没有等待确认的行。');
}
