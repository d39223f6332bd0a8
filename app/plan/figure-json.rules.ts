/** Figures as the JSON interface tells them. */
import { paths } from '#app/http/paths.ts';
import type { Figure } from './figure.schema.ts';

/** One figure; `receipt` leads to its page, pinned to both times. */
export function figureJson(figure: Figure, change: number, category: string | null = null) {
  const { key, label, unit, value, numerator, denominator, baseline, target, met, method, asOf, town } = figure;
  const receipt = paths.figure(key, { town, category, asOf, change });
  return { key, label, unit, value, numerator, denominator, baseline, target, met, method, receipt };
}

/** One figure with the rows that make it and the rows left out. */
export function figureReceiptJson(figure: Figure, change: number, category: string | null = null) {
  return {
    ...figureJson(figure, change, category),
    included: figure.included.map(({ kind, id, label, amount }) => ({ kind, id, label, amount })),
    excluded: figure.excluded.map(({ kind, id, label, amount, reason }) => ({ kind, id, label, amount, reason })),
  };
}
