import type { Db } from '#db/client.server.ts';
import type { ListSearch } from './list-search.rules.ts';
import type { ListKey, RowValues } from './row-kind.ts';

/** Whose rows that are not public may be read: those of a town, of one producer, or of all. */
export interface RowScope {
  town: string | null;
  producer: string | null;
}

export interface Asked<K extends ListKey> {
  asOf: string;
  search: ListSearch<K>;
  scope: RowScope;
  /** For a template: only what is the reader's own, and also rows of which nothing is known yet. */
  toFill: boolean;
}

/** Reads the rows of one kind, whole or in parts, as its list page shows them. */
export type RowSource<K extends ListKey> = (db: Db, asked: Asked<K>) => AsyncIterable<RowValues>;
