/** What a change touched of what figures are added up from. */
import type { Db } from '#db/client.server.ts';
import type { RegisteredName } from '#db/registered.ts';
import { keyOf, touchedTables, type Version, versionsEnded, versionsWritten } from '#db/versions.server.ts';
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

/** Null where the change touched nothing that figures look at. @returns also whether it touched a method */
export async function touchedBy(db: Db, change: number): Promise<(Touched & { isMethod: boolean }) | null> {
  const range = { from: change, to: change };
  const rows = new Map<string, Version[]>();
  for (const table of await touchedTables(db, range)) {
    const columns = noticed[table];
    if (columns === undefined) continue;
    const [written, ended] = [await versionsWritten(db, table, range), await versionsEnded(db, table, range)];
    const moved = movedRows(table, columns, written, ended);
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

/** The versions of rows that began, ended or changed in a noticed column. */
function movedRows(
  table: RegisteredName,
  columns: readonly string[],
  written: readonly Version[],
  ended: readonly Version[],
): Version[] {
  const before = new Map(ended.map((row) => [keyOf(table, row), row]));
  const still = new Set<string>();
  for (const row of written) {
    const own = before.get(keyOf(table, row));
    if (own !== undefined && columns.every((column) => own[column] === row[column])) still.add(keyOf(table, row));
  }
  return [...written, ...ended].filter((row) => !still.has(keyOf(table, row)));
}
