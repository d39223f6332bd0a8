/**
 * Which tables are registered, and what identifies their rows. From this description come the history triggers,
 * reading as known at a change, the hash chain, undo and the history pages: a table named here has all of them.
 */
import type { RegisteredTables } from './tables.ts';

export interface RegisteredTable {
  /** Primary key. */
  key: readonly string[];
  /** Other unique combinations, guarded so that no REPLACE can drop a row unseen. */
  unique?: readonly (readonly string[])[];
  /** How a row leads to its village: a column of its own, or the column of a row that does. */
  village?: { column: string } | { column: string; through: keyof RegisteredTables };
}

/** In the order in which rows depend on each other: parents first. */
export const registered: Record<keyof RegisteredTables, RegisteredTable> = {
  account: { key: ['username'] },
  town: { key: ['code'] },
  village: { key: ['code'], village: { column: 'code' } },
  villageEvent: { key: ['id'], village: { column: 'villageCode' } },
  statistic: { key: ['villageCode', 'year'], village: { column: 'villageCode' } },
  programme: { key: ['key'] },
  title: { key: ['id'], village: { column: 'villageCode' } },
  titleStep: { key: ['titleId', 'sequence'], village: { column: 'titleId', through: 'title' } },
  area: { key: ['id'] },
  areaTown: { key: ['areaId', 'townCode'] },
  areaMember: { key: ['areaId', 'villageCode'], village: { column: 'villageCode' } },
  indicator: { key: ['key'] },
  target: { key: ['indicatorKey', 'version'] },
  method: { key: ['indicatorKey', 'version'] },
  observation: { key: ['indicatorKey', 'year'] },
  areaStep: { key: ['areaId', 'sequence'] },
  producer: { key: ['id'], village: { column: 'villageCode' } },
  consortiumMember: { key: ['consortiumId', 'producerId'] },
  base: { key: ['id'], village: { column: 'villageCode' } },
  brand: { key: ['id'] },
  product: { key: ['id'], unique: [['verifyCode']] },
  productBase: { key: ['productId', 'baseId'] },
  productDraft: { key: ['productId'] },
  certificate: { key: ['id'] },
  certificateEvent: { key: ['certificateId', 'sequence'] },
  output: { key: ['productId', 'year'] },
  localOutput: { key: ['townCode', 'year', 'category'] },
};

export type RegisteredName = keyof RegisteredTables;
export const registeredNames = Object.keys(registered) as RegisteredName[];

export function isRegistered(table: string): table is RegisteredName {
  return Object.hasOwn(registered, table);
}
