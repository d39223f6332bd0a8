/** Small makers of a report's blocks, and what several reports say of a figure. */
import type { Figure } from '#app/plan/figure.schema.ts';
import { barOf, figureNumber, metWord, targetWords } from '#app/plan/figure-words.rules.ts';
import { MISSING } from '#app/ui/format.ts';
import type { Gauge, ReportBlock, ReportColumn, ReportSection } from './report-sheet.ts';

export const paragraph = (text: string): ReportBlock => ({ block: 'paragraph', text });

export const section = (
  heading: string,
  blocks: (ReportBlock | null)[],
  parts: ReportSection['parts'] = [],
): ReportSection => ({ heading, blocks: blocks.filter((block) => block !== null), parts });

export const words = (header: string, share: number | null = 1): ReportColumn => ({ header, align: 'left', share });
export const numbers = (header: string, share: number | null = null): ReportColumn => ({
  ...{ header, share },
  align: 'right',
});

/** A table, or a sentence where it has no rows. */
export function table(caption: string, columns: ReportColumn[], rows: string[][], empty: string): ReportBlock {
  return rows.length === 0 ? paragraph(empty) : { block: 'table', caption, columns, rows };
}

/** A value with its unit: `65 个`; a missing one has none. */
export function valueWords({ value, unit }: Pick<Figure, 'value' | 'unit'>): string {
  return value === null ? MISSING : `${figureNumber(value, unit)} ${unit}`;
}

/** Whether the target is met; where nobody can say, why not. It never says so of a figure that is not. */
export function stateWords(figure: Figure): string {
  if (figure.town !== null || figure.target === null) return '—';
  if (figure.met === null && figure.value === null) return '未采集，不能判断';
  return metWord(figure) ?? '—';
}

export function gaugeOf(figure: Figure): Gauge {
  const { label, value, unit, town } = figure;
  return {
    ...{ label, unit, value: figureNumber(value, unit) },
    target: town === null ? targetWords(figure) : '',
    state: stateWords(figure),
    bar: barOf(figure),
  };
}
