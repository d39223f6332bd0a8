/** The plan: indicators, targets, yearly numbers, rules of counting. */
import type { Registered, Sourced } from './row.ts';

/** A commitment of the plan's text or one of the twenty rows of its table 1. */
export interface IndicatorTable extends Registered, Sourced {
  key: string;
  kind: 'commitment' | 'indicator';
  position: number;
  label: string;
  unit: string;
  domain: string | null;
  attribute: 'anticipatory' | 'binding' | null;
  /** The plan's own sentence, verbatim. */
  sentence: string;
  place: string;
  baseline: number | null;
  baselineText: string | null;
}

export interface TargetTable extends Registered, Sourced {
  indicatorKey: string;
  version: number;
  kind: 'at-least' | 'about' | 'cumulative-about' | 'relative' | 'assigned' | 'equal';
  text: string;
  value: number | null;
  inForceFrom: string;
  /** The document that revised the target or assigned its number; null on the plan's own. */
  documentNumber: string | null;
  documentDay: string | null;
  attachmentHash: string | null;
  attachmentName: string | null;
}

/** What a year came to, of one of the twenty indicators. A year without a row was not collected. */
export interface ObservationTable extends Registered, Sourced {
  indicatorKey: string;
  year: number;
  /** In the indicator's unit; may be below zero. */
  value: number;
  /** What it is compared with (全市平均水平), in the same unit; null where not collected or not needed. */
  comparison: number | null;
  /** The day from which it was known: it counts on no day before. */
  observedOn: string;
  documentNumber: string | null;
  attachmentHash: string | null;
  attachmentName: string | null;
  note: string | null;
  proposedBy: string | null;
  confirmation: 'pending' | 'confirmed' | 'declined';
  confirmedBy: string | null;
  confirmedOn: string | null;
  confirmationReason: string | null;
}

/** The rule by which a figure is counted (口径): settings as JSON, and the same in words. */
export interface MethodTable extends Registered, Sourced {
  indicatorKey: string;
  version: number;
  text: string;
  settings: string;
  inForceFrom: string;
  /** Why it was set anew; null on the register's first. */
  reason: string | null;
  /** The document that set it anew; null where there is none. */
  documentNumber: string | null;
  documentDay: string | null;
  attachmentHash: string | null;
  attachmentName: string | null;
}
