/** Reading and writing producers and their contacts. Reads of producers work on a handle of any register version. */
import { mostCounted } from '#app/counting.ts';
import { notFound } from '#app/problem.ts';
import { searchTerm } from '#app/villages/village.rules.ts';
import { amendRow } from '#db/amend-row.server.ts';
import type { Db } from '#db/client.server.ts';
import { countUpTo } from '#db/count.server.ts';
import { begins, holds } from '#db/like.ts';
import { among, idsHolding, reachOf } from '#db/name-search.server.ts';
import { isUpToDate } from '#db/names.server.ts';
import type { NewRow, Row, RowPatch } from '#db/tables.ts';
import { asWritten, pairsIn, tellingPairs } from './likeness.rules.ts';
import type { ProducerFilter, ProducerQuery } from './producer.schema.ts';

export type Producer = Row<'producer'> & { townName: string; villageName: string | null };

/** Names are looked up and not joined: as known at a change, SQLite would put all villages together first. */
function producers(db: Db) {
  return db
    .selectFrom('producer')
    .selectAll('producer')
    .select((eb) => [
      eb
        .selectFrom('town')
        .select('town.name')
        .whereRef('town.code', '=', 'producer.townCode')
        .$asScalar()
        .$notNull()
        .as('townName'),
      eb
        .selectFrom('village')
        .select('village.name')
        .whereRef('village.code', '=', 'producer.villageCode')
        .as('villageName'),
    ]);
}

export async function findProducer(db: Db, id: string): Promise<Producer | undefined> {
  return producers(db).where('producer.id', '=', id).executeTakeFirst();
}

/** @throws Problem `not-found` */
export async function getProducer(db: Db, id: string | undefined): Promise<Producer> {
  const producer = id === undefined ? undefined : await findProducer(db, id);
  if (!producer) throw notFound('这个经营主体');
  return producer;
}

/**
 * The town whose office answers for a producer.
 *
 * @throws Problem `not-found`
 */
export async function getTownOfProducer(db: Db, id: string | undefined): Promise<string> {
  return (await getProducer(db, id)).townCode;
}

/** Producers with what is needed to choose one or to compare it, by town and name: all, those of a town, or some. */
export async function listProducerNames(db: Db, { town, ids }: { town?: string; ids?: readonly string[] } = {}) {
  return producerNames(db)
    .$if(town !== undefined, (query) => query.where('producer.townCode', '=', String(town)))
    .$if(ids !== undefined, (query) => query.where('producer.id', 'in', ids ?? []))
    .orderBy('producer.townCode')
    .orderBy('producer.pinyin')
    .orderBy('producer.id')
    .execute();
}

const producerNames = (db: Db) =>
  db
    .selectFrom('producer')
    .innerJoin('town', 'town.code', 'producer.townCode')
    .select(['producer.id', 'producer.name', 'producer.kind', 'producer.creditCode', 'producer.townCode'])
    .select(['producer.pinyin', 'town.name as townName']);

/** Producers to choose from: all of a register of a few towns, of a larger one those of the town that is meant. */
export async function listProducerChoices(db: Db, town: string | null) {
  if ((await countUpTo(db, db.selectFrom('producer'), mostProducers + 1)) <= mostProducers)
    return listProducerNames(db);
  return town === null ? [] : listProducerNames(db, { town });
}

/** A district has fewer. */
const mostProducers = 500;

/** Names that are looked for one by one: of a pair that more hold it matters no more how many do. */
const many = 5_000;

/** The producers of a code, and those of which a name may be like one: which are, `likelyDuplicates` says. */
export async function listSimilarNames(db: Db, { name, creditCode }: Pick<Producer, 'name' | 'creditCode'>) {
  if ((await isUpToDate(db, {})).length === 0) return listProducerNames(db);
  const counts = new Map<string, number>();
  for (const pair of pairsIn(name)) counts.set(pair, await countUpTo(db, idsHolding(db, 'producer', pair), many));
  const found: ProducerName[] = [];
  if (creditCode !== null)
    found.push(...(await producerNames(db).where('producer.creditCode', '=', creditCode).execute()));
  for (const pair of tellingPairs(name, counts)) {
    const holding = asWritten(pair).map((text) => idsHolding(db, 'producer', text));
    const ids = holding.reduce((all, some) => all.union(some));
    found.push(...(await producerNames(db).where('producer.id', 'in', ids).execute()));
  }
  const place = ({ townCode, pinyin, id }: ProducerName) => `${townCode} ${pinyin} ${id}`;
  const once = new Map(found.map((row) => [row.id, row]));
  return [...once.values()].sort((one, other) => (place(one) < place(other) ? -1 : 1));
}

type ProducerName = Awaited<ReturnType<typeof listProducerNames>>[number];

/** A producer in a list. */
export interface ProducerItem extends Producer {
  /** How many of its products are public. */
  products: number;
}

/** One page of the catalogue, by the spelling of the names. */
export async function listProducers(db: Db, query: ProducerQuery, pageSize: number): Promise<ProducerItem[]> {
  const rows = await matching(db, query, (await reach(db, query)).list)
    .orderBy('producer.pinyin')
    .orderBy('producer.id')
    .limit(pageSize)
    .offset((query.page - 1) * pageSize)
    .execute();
  return withCounts(db, rows);
}

/** The producers after one, in the order of identities: a list that stays whole while others write. */
export async function listProducersAfter(
  db: Db,
  filter: ProducerFilter,
  { after, limit }: { after: string; limit: number },
): Promise<ProducerItem[]> {
  const rows = await matching(db, filter, (await reach(db, filter)).list)
    .where('producer.id', '>', after)
    .orderBy('producer.id')
    .limit(limit)
    .execute();
  return withCounts(db, rows);
}

/** How many there are, up to `mostCounted`. */
export async function countProducers(db: Db, filter: ProducerFilter): Promise<number> {
  return countUpTo(db, matching(db, filter, (await reach(db, filter)).count), mostCounted);
}

const reach = (db: Db, { q, town, village }: ProducerFilter) =>
  reachOf(db, ['producer'], { term: searchTerm(q), isNarrowed: (town ?? village) !== undefined });

/** @param byIndex whether the index of names leads to what is typed; the same rows either way */
function matching(db: Db, { q, kind, town, village }: ProducerFilter, byIndex: boolean) {
  const term = searchTerm(q);
  let query = producers(db);
  if (kind !== undefined) query = query.where('producer.kind', '=', kind);
  if (town !== undefined) query = query.where('producer.townCode', '=', town);
  if (village !== undefined)
    query = query.where(({ or, eb, exists, selectFrom }) =>
      or([
        eb('producer.villageCode', '=', village),
        exists(
          selectFrom('base')
            .select('base.id')
            .whereRef('base.producerId', '=', 'producer.id')
            .where('base.villageCode', '=', village),
        ),
      ]),
    );
  if (term !== null && byIndex) query = among(query, 'producer.id', idsHolding(db, 'producer', term));
  if (term !== null)
    query = query.where(({ or, eb }) =>
      or([
        holds('producer.name', term),
        holds('producer.pinyin', term),
        begins('producer.initials', term),
        eb('producer.creditCode', '=', term.toUpperCase()),
      ]),
    );
  return query;
}

async function withCounts(db: Db, rows: readonly Producer[]): Promise<ProducerItem[]> {
  const counts = await db
    .selectFrom('product')
    .select(['producerId', (eb) => eb.fn.countAll<number>().as('count')])
    .where('status', '=', 'public')
    .where(
      'producerId',
      'in',
      rows.map(({ id }) => id),
    )
    .groupBy('producerId')
    .execute();
  const byProducer = new Map(counts.map(({ producerId, count }) => [producerId, Number(count)]));
  return rows.map((row) => ({ ...row, products: byProducer.get(row.id) ?? 0 }));
}

/** A producer's products that the public may see. */
export async function listPublicProductsOf(db: Db, producerId: string) {
  return db
    .selectFrom('product')
    .select(['id', 'name', 'variety', 'category', 'status'])
    .where('producerId', '=', producerId)
    .where('status', 'in', ['public', 'withdrawn'])
    .orderBy('status')
    .orderBy('pinyin')
    .execute();
}

/** The producer that bears a code, other than the one given. */
export async function findProducerByCode(db: Db, creditCode: string, except?: string): Promise<Producer | undefined> {
  let query = producers(db).where('producer.creditCode', '=', creditCode);
  if (except !== undefined) query = query.where('producer.id', '!=', except);
  return query.executeTakeFirst();
}

export async function insertProducer(trx: Db, producer: NewRow<'producer'>): Promise<void> {
  await trx.insertInto('producer').values(producer).execute();
}

export async function updateProducer(
  trx: Db,
  id: string,
  patch: RowPatch<'producer'> & { change: number },
): Promise<void> {
  await amendRow(trx, 'producer', { id }, patch);
}

/** Whom to ring up. Personal data: only for the producer itself, its town and the district. */
export async function findContact(db: Db, producerId: string): Promise<Row<'producerContact'> | undefined> {
  return db.selectFrom('producerContact').selectAll().where('producerId', '=', producerId).executeTakeFirst();
}

export async function deleteContact(db: Db, producerId: string): Promise<void> {
  await db.deleteFrom('producerContact').where('producerId', '=', producerId).execute();
}

export async function noteRemoval(db: Db, removal: Row<'contactRemoval'>): Promise<void> {
  await db.insertInto('contactRemoval').values(removal).execute();
}

/** When and by whom the contact was last removed; undefined where it never was. */
export async function findRemoval(db: Db, producerId: string): Promise<Row<'contactRemoval'> | undefined> {
  return db
    .selectFrom('contactRemoval')
    .selectAll()
    .where('producerId', '=', producerId)
    .orderBy('removedAt', 'desc')
    .limit(1)
    .executeTakeFirst();
}

export async function putContact(db: Db, contact: Row<'producerContact'>): Promise<void> {
  const { producerId: _, ...fields } = contact;
  await db
    .insertInto('producerContact')
    .values(contact)
    .onConflict((conflict) => conflict.column('producerId').doUpdateSet(fields))
    .execute();
}
