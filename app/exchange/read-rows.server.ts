/** The rows of any kind, as its list page shows them to its reader. */
import type { Reader } from '#app/accounts/policy.rules.ts';
import type { Db } from '#db/client.server.ts';
import { certificateRows, localOutputRows, outputRows } from './certificate.rows.server.ts';
import { type ListSearch, listSearches } from './list-search.rules.ts';
import { producerRows, productRows } from './producer.rows.server.ts';
import type { RowKindKey, RowValues } from './row-kind.ts';
import type { RowScope, RowSource } from './row-source.ts';
import { areaMemberRows, areaRows, titleRows } from './title.rows.server.ts';
import { statisticRows, villageRows } from './village.rows.server.ts';

const sources: { [K in RowKindKey]: RowSource<K> } = {
  villages: villageRows,
  statistics: statisticRows,
  titles: titleRows,
  areas: areaRows,
  'area-members': areaMemberRows,
  producers: producerRows,
  products: productRows,
  certificates: certificateRows,
  outputs: outputRows,
  'local-outputs': localOutputRows,
};

export interface RowsAsked {
  asOf: string;
  /** As the address of the list page carries it. */
  search: Readonly<Record<string, string>>;
  scope: RowScope;
  /** For a template: only what is the reader's own, and also rows of which nothing is known yet. */
  toFill?: boolean;
}

/** @param db a handle of one register version: long lists are read in parts */
export function readRows<K extends RowKindKey>(
  kind: K,
  db: Db,
  { asOf, search, scope, toFill = false }: RowsAsked,
): AsyncIterable<RowValues> {
  const source: RowSource<K> = sources[kind];
  // The schema of the same key gives the search that the source takes.
  return source(db, { asOf, search: listSearches[kind].parse(search) as ListSearch<K>, scope, toFill });
}

/** What a reader may see of rows that are not public. The public sees none of them: their pages ask it to sign in. */
export function rowScopeOf(reader: NonNullable<Reader>): RowScope {
  return { town: reader.townCode, producer: reader.producerId };
}
