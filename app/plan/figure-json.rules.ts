/** Figures as the JSON interface tells them. */
import { paths } from '#app/http/paths.ts';
import type { Figure } from './figure.schema.ts';
import type { IndicatorFigure } from './observed-figure.rules.ts';

/** One figure; `receipt` leads to its page, pinned to both times. */
export function figureJson(figure: Figure, change: number, category: string | null = null) {
  const { key, label, unit, value, numerator, denominator, baseline, target, met, method, asOf, town } = figure;
  const receipt = paths.figure(key, { town, category, asOf, change });
  return { key, label, unit, value, numerator, denominator, baseline, target, met, method, receipt };
}

/** One row of the plan's table 1 as a list shows it. */
export function indicatorJson({ figure, position, domain, attribute, year }: IndicatorFigure, change: number) {
  const { key, sentence, verdict } = figure;
  return { id: key, position, domain, attribute, sentence, year, verdict, ...figureJson(figure, change) };
}

/** One figure with the rows that make it and the rows left out; of a page those of the page, `rows` counting all. */
export function figureReceiptJson(figure: Figure, change: number, category: string | null = null) {
  return {
    ...figureJson(figure, change, category),
    rows: figure.rows,
    included: figure.included.map(({ kind, id, label, amount }) => ({ kind, id, label, amount })),
    excluded: figure.excluded.map(({ kind, id, label, amount, reason }) => ({ kind, id, label, amount, reason })),
  };
}
