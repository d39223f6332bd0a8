/** The years of an indicator of table 1, as its receipt lists them. */
import type { Figure, LeftOut } from './figure.schema.ts';
import type { ObservedSettings } from './method.schema.ts';
import {
  leftOut,
  type ObservationRow,
  type ObservedGround,
  type ObservedIndicator,
  observedFigureOn,
  observedOn,
  planYears,
} from './observed-figure.rules.ts';

/** What the receipt of an indicator shows beside its figure. */
export interface ObservedReceipt {
  domain: string | null;
  attribute: ObservedIndicator['attribute'];
  /** 全市平均水平; null where nothing is compared. */
  comparedWith: string | null;
  kind: ObservedSettings['value'];
  /** The plan's years and every other one observed, the oldest first. */
  years: ObservedYear[];
  /** The verdict of the same day by every other version of the method. */
  otherMethods: { version: number; verdict: string | null }[];
}

export interface ObservedYear {
  year: number;
  /** Null: not collected. */
  row: Omit<ObservationRow, 'proposedBy' | 'confirmedBy'> | null;
  /** Why it was left out, in words; null where it counts or there is none. */
  reason: LeftOut | null;
}

export function observedReceipt(ground: ObservedGround, figure: Figure): ObservedReceipt | null {
  const observed = observedOn(ground, figure.key, figure.asOf);
  if (observed === null) return null;
  const { indicator, settings, all, method } = observed;
  const others = ground.methods.filter((each) => each.indicatorKey === figure.key && each.version !== method.version);
  const years = [...new Set([...planYears, ...all.map(({ year }) => year)])].sort((a, b) => a - b);
  return {
    ...{ domain: indicator.domain, attribute: indicator.attribute },
    ...{ comparedWith: settings.comparedWith, kind: settings.value },
    years: years.map((year) => {
      const own = all.find((row) => row.year === year);
      if (own === undefined) return { year, row: null, reason: null };
      const { proposedBy: _proposedBy, confirmedBy: _confirmedBy, ...row } = own;
      return { year, row, reason: leftOut(own, observed, figure.asOf) };
    }),
    otherMethods: others.map((other) => {
      const alone = observedFigureOn({ ...ground, methods: [other] }, figure.key, { asOf: figure.asOf, town: null });
      return { version: other.version, verdict: alone?.verdict ?? null };
    }),
  };
}
