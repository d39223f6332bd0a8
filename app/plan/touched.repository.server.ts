/** What a change touched of what figures are added up from. */
import type { Written } from '#db/chain.server.ts';
import type { Db } from '#db/client.server.ts';
import type { RegisteredName } from '#db/registered.ts';
import { touchedTables } from '#db/touched-tables.server.ts';
import { movedRows, type Version, versionsEnded, versionsWritten } from '#db/versions.server.ts';
import { ownersOf, producersOf, productsOf } from './tally-rows.repository.server.ts';

/** Things by their kinds, each by its key. */
export type Touched = Record<'village' | 'area' | 'product' | 'town', readonly string[]>;

/** The columns of which figures take notice: a row of which nothing else changed moves none. */
const noticed: Partial<Record<RegisteredName, readonly string[]>> = {
  town: [],
  village: ['retention'],
  title: ['villageCode', 'programmeKey', 'awardYear'],
  titleStep: ['stage', 'day', 'precision', 'confirmation'],
  areaMember: ['since', 'membership'],
  area: ['countsTowardsPlan', 'awardYear'],
  areaStep: ['stage', 'day', 'precision', 'confirmation'],
  producer: ['townCode'],
  product: ['producerId', 'category', 'status'],
  certificate: ['productId', 'scheme', 'approvedOutput', 'validFrom', 'validTo', 'review'],
  certificateEvent: ['kind', 'day'],
  output: ['tonnes', 'acceptedTonnes', 'review'],
  localOutput: ['tonnes'],
  method: ['indicatorKey', 'settings'],
};

/**
 * Null where the change touched nothing that figures look at.
 *
 * @param written what it wrote, where that is at hand; otherwise it is read
 * @returns also whether it touched a method
 */
export async function touchedBy(
  db: Db,
  change: number,
  written?: Written,
): Promise<(Touched & { isMethod: boolean }) | null> {
  const range = { from: change, to: change };
  const rows = new Map<string, readonly Version[]>();
  for (const table of written?.keys() ?? (await touchedTables(db, range))) {
    const columns = noticed[table];
    if (columns === undefined) continue;
    const versions = written?.get(table) ?? {
      put: await versionsWritten(db, table, range),
      ended: await versionsEnded(db, table, range),
    };
    const moved = movedRows(table, columns, versions);
    if (moved.length > 0) rows.set(table, moved);
  }
  if (rows.size === 0) return null;
  const of = (table: RegisteredName, column: string) => [
    ...new Set((rows.get(table) ?? []).map((row) => String(row[column]))),
  ];
  const reporting = of('localOutput', 'townCode');
  const producers = [...of('producer', 'id'), ...(await producersOf(db, reporting))];
  const unique = (...lists: readonly string[][]) => [...new Set(lists.flat())];
  return {
    village: unique(
      ...[of('village', 'code'), of('title', 'villageCode'), of('areaMember', 'villageCode')],
      await ownersOf(db, 'title', of('titleStep', 'titleId')),
    ),
    area: unique(of('area', 'id'), of('areaStep', 'areaId')),
    product: unique(
      ...[of('product', 'id'), of('certificate', 'productId'), of('output', 'productId')],
      await ownersOf(db, 'certificate', of('certificateEvent', 'certificateId')),
      await productsOf(db, producers),
    ),
    town: unique(of('town', 'code'), reporting),
    isMethod: rows.has('method'),
  };
}
