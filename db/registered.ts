/**
 * Which tables are registered, and what identifies their rows. From this description come the history triggers,
 * reading as known at a change, the hash chain, undo and the history pages: a table named here has all of them.
 */
import type { RegisteredTables } from './tables.ts';

/** What a row can belong to. */
export type Owner = 'village' | 'producer' | 'product' | 'certificate';

/** How a row leads to its owner: by a column of its own, or by the column of a row that does. */
type Lead = { column: string } | { column: string; through: keyof RegisteredTables };

export interface RegisteredTable extends Partial<Record<Owner, Lead>> {
  /** Primary key. */
  key: readonly string[];
  /** Other unique combinations, guarded so that no REPLACE can drop a row unseen. */
  unique?: readonly (readonly string[])[];
}

const ofProduct: Pick<RegisteredTable, 'producer' | 'product'> = {
  producer: { column: 'productId', through: 'product' },
  product: { column: 'productId' },
};

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
  producer: { key: ['id'], village: { column: 'villageCode' }, producer: { column: 'id' } },
  consortiumMember: { key: ['consortiumId', 'producerId'], producer: { column: 'consortiumId' } },
  base: { key: ['id'], village: { column: 'villageCode' }, producer: { column: 'producerId' } },
  brand: { key: ['id'], producer: { column: 'producerId' } },
  product: { key: ['id'], unique: [['verifyCode']], producer: { column: 'producerId' }, product: { column: 'id' } },
  productBase: { key: ['productId', 'baseId'], ...ofProduct },
  productDraft: { key: ['productId'], ...ofProduct },
  certificate: {
    key: ['id'],
    producer: { column: 'producerId' },
    product: { column: 'productId' },
    certificate: { column: 'id' },
  },
  certificateEvent: {
    key: ['certificateId', 'sequence'],
    producer: { column: 'certificateId', through: 'certificate' },
    product: { column: 'certificateId', through: 'certificate' },
    certificate: { column: 'certificateId' },
  },
  output: { key: ['productId', 'year'], ...ofProduct },
  localOutput: { key: ['townCode', 'year', 'category'] },
};

export type RegisteredName = keyof RegisteredTables;
export const registeredNames = Object.keys(registered) as RegisteredName[];

export function isRegistered(table: string): table is RegisteredName {
  return Object.hasOwn(registered, table);
}
