/**
 * The tallies: running sums by part of a figure, by period of days, and by change, with a version for every change that moved
 * them. What is summed is for others to say; here is how sums are kept, and how they are made from nothing.
 */
import { sql } from 'kysely';
import type { Db } from './client.server.ts';
import { setThrough } from './derived.server.ts';
import type { NewRow, Sums } from './tables.ts';

/** What a change adds to the sums of a period. */
export interface Point {
  figure: string;
  settings: string;
  part: string;
  period: number;
  change: number;
  sums: Sums;
}

/** Settings by which a figure is added up, and the change that first knew a method of these. */
export interface Counted {
  figure: string;
  settings: string;
  since: number;
}

const sumNames = ['counted', 'excluded', 'untold', 'ground', 'amount'] as const;
const columns = ['tally', 'period', 'change', ...sumNames] as const;
/** Rows that one statement writes. */
const perStatement = 1_000;

/** By which settings figures are added up at present. */
export async function listCounted(db: Db): Promise<Counted[]> {
  return db.selectFrom('tally').select(['figure', 'settings', 'since']).where('part', '=', '').execute();
}

/** Begins to add up by further settings; there is nothing in their sums yet. */
export async function beginCounting(trx: Db, counted: readonly Counted[]): Promise<void> {
  const ids = await Ids.of(trx);
  for (const each of counted) ids.of({ ...each, part: '' }, each.since);
  await ids.write(trx);
}

/** Adds what one change moved. Every point is of that change, and no two are of one part and period. */
export async function addPoints(trx: Db, points: readonly Point[]): Promise<void> {
  if (points.length === 0) return;
  const ids = await Ids.of(trx);
  const rows = points.map((point) => ids.rowOf(point));
  await ids.write(trx);
  for (const some of inParts(rows)) {
    const moved = await trx
      .insertInto('tallySum')
      .values(some)
      .onConflict((conflict) =>
        conflict.columns(['tally', 'period']).doUpdateSet(({ ref }) => ({
          change: ref('excluded.change'),
          ...Object.fromEntries(
            sumNames.map((name) => [name, sql`${sql.ref(`tallySum.${name}`)} + ${sql.ref(`excluded.${name}`)}`]),
          ),
        })),
      )
      .returning([...columns])
      .execute();
    await trx.insertInto('tallySumVersion').values(moved).execute();
  }
}

/**
 * Makes all tallies anew, from points that come in any order and any number.
 *
 * @param produce hands over every point there is
 */
export async function replaceTallies(
  trx: Db,
  { counted, through }: { counted: readonly Counted[]; through: number },
  produce: (put: (points: readonly Point[]) => Promise<void>) => Promise<void>,
): Promise<void> {
  for (const table of ['tally', 'tallySum', 'tallySumVersion'] as const) await trx.deleteFrom(table).execute();
  await beginCounting(trx, counted);
  const ids = await Ids.of(trx);
  const list = sql.join(columns.map((column) => sql.ref(column)));
  const totals = sql.join(sumNames.map((name) => sql`sum(sum(${sql.ref(name)})) over running`));
  const moves = sql.join(
    sumNames.map((name) => sql`sum(${sql.ref(name)}) <> 0`),
    sql` or `,
  );
  await sql`create temporary table "tallyPoint" (${sql.join(columns.map((column) => sql`${sql.ref(column)} bigint`))})`.execute(
    trx,
  );
  // Worded once: to word a thousand rows takes longer than to write them.
  const insertionOf = (count: number) => {
    const row = sql`(${sql.join(columns.map(() => 0))})`;
    return sql`insert into "tallyPoint" (${list}) values ${sql.join(Array(count).fill(row))}`.compile(trx);
  };
  const whole = insertionOf(perStatement);
  await produce(async (points) => {
    for (const some of inParts(points)) {
      const insertion = some.length === perStatement ? whole : insertionOf(some.length);
      const parameters = some.map((point) => ids.rowOf(point)).flatMap((row) => columns.map((column) => row[column]));
      await trx.executeQuery({ ...insertion, parameters });
    }
  });
  await ids.write(trx);
  await sql`insert into "tallySumVersion" (${list}) select "tally", "period", "change", ${totals} from "tallyPoint"
    group by "tally", "period", "change" having ${moves}
    window running as (partition by "tally", "period" order by "change")`.execute(trx);
  await sql`insert into "tallySum" (${list}) select ${sql.join(columns.map((column) => sql.ref(`v.${column}`)))}
    from (select "tally", "period", max("change") as "change" from "tallySumVersion" group by "tally", "period") as last
    join "tallySumVersion" v on v."tally" = last."tally" and v."period" = last."period" and v."change" = last."change"`.execute(
    trx,
  );
  await sql`drop table "tallyPoint"`.execute(trx);
  await setThrough(trx, 'figures', through);
}

/** A sum of a part within a period that is not what its points make; null where all are. */
export async function alteredTally(
  db: Db,
  counted: readonly Counted[],
  produce: (put: (points: readonly Point[]) => Promise<void>) => Promise<void>,
): Promise<Pick<Point, 'figure' | 'part' | 'period'> | null> {
  const since = new Map(counted.map((each) => [`${each.figure}\n${each.settings}`, each.since]));
  const wanted = new Map<string, bigint>();
  await produce(async (points) => {
    for (const { period, change, sums, ...tally } of points) {
      const cell = `${nameOf(tally)}\n${period}`;
      const known = Math.max(change, since.get(`${tally.figure}\n${tally.settings}`) ?? change);
      const moved = sumNames.reduce((all, name, place) => all + sums[name] * (weights[place] ?? 0), 0);
      wanted.set(cell, (wanted.get(cell) ?? 0n) + BigInt(moved) * BigInt(known % modulus));
    }
  });
  const weighed = sql.join(
    sumNames.map((name, place) => sql`${sql.ref(name)} * ${sql.lit(weights[place] ?? 0)}`),
    sql` + `,
  );
  const { rows } = await sql<Omit<Point, 'sums' | 'change'> & { mark: string; present: number }>`
    select t."figure", t."settings", t."part", m."period", m."mark",
      (select ${weighed} from "tallySum" p where p."tally" = m."tally" and p."period" = m."period") - m."last" as "present"
    from (select "tally", "period", cast(sum("moved" * ("change" % ${sql.lit(modulus)})) as text) as "mark",
      sum("moved") as "last" from (select "tally", "period", "change",
        "now" - coalesce(lag("now") over (partition by "tally", "period" order by "change"), 0) as "moved"
        from (select "tally", "period", "change", ${weighed} as "now" from "tallySumVersion") as w) as v
      group by "tally", "period") as m join "tally" t on t."id" = m."tally"`.execute(db);
  const kept = new Map(rows.map((row) => [`${nameOf(row)}\n${row.period}`, row]));
  for (const cell of new Set([...wanted.keys(), ...kept.keys()])) {
    const row = kept.get(cell);
    if ((wanted.get(cell) ?? 0n) === BigInt(row?.mark ?? 0) && (row?.present ?? 0) === 0) continue;
    const [figure = '', , part = '', period = ''] = cell.split('\n');
    return { figure, part, period: Number(period) };
  }
  return null;
}

/** All sums of a period and all their versions in one number, which is the sum of what its points give. */
const weights = [1, 3, 7, 11, 13];
const modulus = 1_000_003;

/** The numbers of tallies, found or given. */
class Ids {
  readonly #known: Map<string, number>;
  readonly #since: Map<string, number>;
  #fresh: NewRow<'tally'>[] = [];

  private constructor(rows: readonly NewRow<'tally'>[]) {
    this.#known = new Map(rows.map((row) => [nameOf(row), row.id]));
    this.#since = new Map(rows.map((row) => [`${row.figure}\n${row.settings}`, row.since]));
  }

  static async of(db: Db): Promise<Ids> {
    return new Ids(await db.selectFrom('tally').selectAll().execute());
  }

  of(tally: Pick<Point, 'figure' | 'settings' | 'part'>, since: number): number {
    const { figure, settings, part } = tally;
    const name = nameOf(tally);
    const known = this.#known.get(name);
    if (known !== undefined) return known;
    const id = this.#known.size + 1;
    this.#known.set(name, id);
    this.#fresh.push({ id, figure, settings, part, since });
    return id;
  }

  rowOf(point: Point): NewRow<'tallySum'> {
    const { period, change, sums } = point;
    const since = this.#since.get(`${point.figure}\n${point.settings}`) ?? change;
    return { tally: this.of(point, since), period, change: Math.max(change, since), ...sums };
  }

  async write(trx: Db): Promise<void> {
    for (const some of inParts(this.#fresh)) await trx.insertInto('tally').values(some).execute();
    this.#fresh = [];
  }
}

const nameOf = ({ figure, settings, part }: Pick<Point, 'figure' | 'settings' | 'part'>) =>
  `${figure}\n${settings}\n${part}`;

function* inParts<T>(rows: readonly T[]): Generator<T[]> {
  for (let from = 0; from < rows.length; from += perStatement) yield rows.slice(from, from + perStatement);
}
