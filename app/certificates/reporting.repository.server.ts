/** How far the producers' reports of a year are, by pages: those that wait for an answer first, each part by town and name. */
import { type ExpressionBuilder, sql } from 'kysely';
import { mostCounted, type Piece, piecesOf } from '#app/counting.ts';
import type { Db } from '#db/client.server.ts';
import { countUpTo } from '#db/count.server.ts';
import type { Tables } from '#db/tables.ts';
import { byProducer, type ProducerYear } from './output.rules.ts';

/** A year, and the town whose producers are meant; null for all. */
export interface ReportingScope {
  year: number;
  town: string | null;
}

export interface ReportingPart {
  isWaiting: boolean;
  count: number;
}

/** How many producers wait, and how many others have anything to report; each counted up to `mostCounted`. */
export async function countReporting(db: Db, scope: ReportingScope): Promise<ReportingPart[]> {
  const parts: ReportingPart[] = [];
  for (const isWaiting of [true, false])
    parts.push({ isWaiting, count: await countUpTo(db, reporting(db, scope, isWaiting), mostCounted) });
  return parts;
}

export async function listReporting(
  db: Db,
  scope: ReportingScope,
  parts: readonly ReportingPart[],
  place: { offset: number; limit: number },
): Promise<ProducerYear[]> {
  const ids: string[] = [];
  for (const piece of piecesOf(parts, place)) ids.push(...(await idsOf(db, scope, piece)));
  return ids.length === 0 ? [] : byProducer(await listReported(db, scope.year, ids));
}

async function idsOf(
  db: Db,
  scope: ReportingScope,
  { part: { isWaiting }, offset, limit }: Piece<ReportingPart>,
): Promise<string[]> {
  const rows = await reporting(db, scope, isWaiting)
    .select('producer.id')
    .orderBy('producer.townCode')
    .orderBy('producer.pinyin')
    .orderBy('producer.id')
    .limit(limit)
    .offset(offset)
    .execute();
  return rows.map(({ id }) => id);
}

function reporting(db: Db, { year, town }: ReportingScope, isWaiting: boolean) {
  const all = db.selectFrom('producer');
  const query = town === null ? all : all.where('producer.townCode', '=', town);
  if (!isWaiting)
    return query
      .where(({ eb, or, exists, selectFrom }) =>
        or([
          exists(
            selectFrom('product')
              .select('product.id')
              .whereRef('product.producerId', '=', 'producer.id')
              .where('product.status', '=', 'public'),
          ),
          exists(reportedBy(eb, year)),
        ]),
      )
      .where(({ eb, not, exists }) => not(exists(waitingOf(eb, year))));
  // Of all towns the few that wait lead to their producers, of one its producers are asked.
  if (town !== null) return query.where(({ eb, exists }) => exists(waitingOf(eb, year)));
  return query.where('producer.id', 'in', (eb) =>
    eb
      .selectFrom('output')
      .innerJoin('product', 'product.id', 'output.productId')
      .select('product.producerId')
      .where('output.year', '=', year)
      .where('output.review', '=', sql.lit('submitted' as const)),
  );
}

const reportedBy = (eb: ExpressionBuilder<Tables, 'producer'>, year: number) =>
  eb
    .selectFrom('product')
    .innerJoin('output', 'output.productId', 'product.id')
    .select('product.id')
    .whereRef('product.producerId', '=', 'producer.id')
    .where('output.year', '=', year);

const waitingOf = (eb: ExpressionBuilder<Tables, 'producer'>, year: number) =>
  reportedBy(eb, year).where('output.review', '=', 'submitted');

/** The products of some producers that are public, or of which something was reported for a year. */
function listReported(db: Db, year: number, producers: readonly string[]) {
  return db
    .selectFrom('product')
    .innerJoin('producer', 'producer.id', 'product.producerId')
    .leftJoin('output', (join) => join.onRef('output.productId', '=', 'product.id').on('output.year', '=', year))
    .select(['producer.id as producerId', 'producer.name as producerName', 'producer.townCode'])
    .select(['output.tonnes', 'output.acceptedTonnes', 'output.review'])
    .where('product.producerId', 'in', producers)
    .where(({ eb, or }) => or([eb('product.status', '=', 'public'), eb('output.review', 'is not', null)]))
    .orderBy('producer.townCode')
    .orderBy('producer.pinyin')
    .orderBy('producer.id')
    .execute();
}
