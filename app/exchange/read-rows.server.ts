/** The rows of any kind, as its list page shows them to its reader. */
import type { Reader } from '#app/accounts/policy.rules.ts';
import type { Db } from '#db/client.server.ts';
import { certificateRows, localOutputRows, outputRows } from './certificate.rows.server.ts';
import { type ListSearch, listSearches } from './list-search.rules.ts';
import { producerRows, productRows } from './producer.rows.server.ts';
import type { ListKey, RowValues } from './row-kind.ts';
import type { RowScope, RowSource } from './row-source.ts';
import { brandRows, changeRows, indicatorRows, observationRows } from './shown.rows.server.ts';
import { areaMemberRows, areaRows, titleRows } from './title.rows.server.ts';
import { statisticRows, villageRows } from './village.rows.server.ts';

const sources: { [K in ListKey]: RowSource<K> } = {
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
  brands: brandRows,
  indicators: indicatorRows,
  observations: observationRows,
  changes: changeRows,
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
export function readRows<K extends ListKey>(
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
  // A producer's account without a producer, and a town's without a town, see nothing: null would be all.
  const { role, townCode, producerId } = reader;
  return { town: role === 'town' ? (townCode ?? '') : null, producer: role === 'producer' ? (producerId ?? '') : null };
}
