/** What the figures still lack: rows that wait for a word, and rows that the plan says there are and nobody has given. */
import type { Figure, LeftOut } from '#app/plan/figure.schema.ts';
import { leftOutWords } from '#app/plan/plan.fields.ts';

/** Left out not because they do not belong, but because something is not known or not confirmed yet. */
const waiting: readonly LeftOut[] = [
  ...(['awaiting-confirmation', 'titled-unconfirmed', 'retention-unconfirmed', 'membership-unconfirmed'] as const),
  ...(['date-unknown', 'year-unknown', 'output-missing', 'output-not-accepted'] as const),
];

export interface Lack {
  label: string;
  what: string;
  count: number;
}

/** Whether a figure comes with its rows: that of many towns together is told by its sums. */
export const tellsRows = ({ included, excluded, rows }: Figure): boolean =>
  included.length + excluded.length === rows.included + rows.excluded;

/** What has to be said where rows are not told: which of them wait or lack something nobody knows here. */
export const unsaid = (figures: readonly Figure[]): string[] =>
  figures.every(tellsRows) ? [] : ['全部镇合计时不逐行列出等待确认的和缺数的，见各镇的报告。'];

/** In the order of the figures; `count` is rows, or 1 for a figure that has no value. */
export function lacksOf(figures: readonly Figure[]): Lack[] {
  return figures.flatMap((figure) => {
    const { label, value, reconciliation, excluded } = figure;
    const lacks: Lack[] = value === null ? [{ label, what: '还没有采集到可以计算的数', count: 1 }] : [];
    if (reconciliation !== null && reconciliation.missing > 0)
      lacks.push({ label, what: `${reconciliation.subject}待补登`, count: reconciliation.missing });
    for (const code of waiting) {
      const count = excluded.filter((item) => item.code === code).length;
      if (count > 0) lacks.push({ label, what: leftOutWords[code], count });
    }
    return lacks;
  });
}
