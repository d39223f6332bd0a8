/** What a handle knows of what was written to registered tables since a change: it says how they are read as known at that change. */
import { type Kysely, sql } from 'kysely';
import type { RegisteredName } from './registered.ts';
import type { Tables } from './tables.ts';

/** What was written to a table since a change: `many` of something where nobody looks how much, and which of it matters. */
export interface Since {
  /** Rows that stand. */
  put: Extent;
  /** Versions in force at the change that ended within the next `soon` changes. */
  ended: Extent;
  /** Those that ended later. */
  stayed: Extent;
}

/** The same in the indexes of what stayed. A history of which few versions stay so long is hardly looked at, however early the change. */
export const soon = 2_000;

/** In the very words of those indexes. */
export const stayedLong = sql`${sql.ref('endedBy')} - ${sql.ref('change')} > ${sql.lit(soon)}`;

/** `any`: nobody looks, and the engine's own statistics tell it how to read. */
export type Extent = 'none' | 'few' | 'many' | 'any';

/** Rows that are looked at one by one, rather than going through a table or its history in the order of a list. */
export const few = 1_000;

export type AskSince = (table: RegisteredName, change: number) => Since;

export interface Outlook {
  /** Undefined while nothing is known. */
  ask(): AskSince | undefined;
  /** Where asking is a journey: what is known then, nothing that was committed before it being unknown. */
  renew?(): Promise<AskSince>;
}

const outlooks = new WeakMap<Kysely<Tables>, Outlook>();

export function keepOutlook(db: Kysely<Tables>, outlook: Outlook): void {
  outlooks.set(db, outlook);
}

/** Undefined for a transaction, which sees more than what is committed. */
export function outlookOf(db: Kysely<Tables>): Outlook | undefined {
  return outlooks.get(db);
}
