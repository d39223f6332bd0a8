/**
 * Keeping the tallies: within each change what it touched is added up before and after it, and the difference is written. All
 * of them are made from nothing after an upgrade, a copy, or when somebody asks for it.
 */
import { chainHead, type Written } from '#db/chain.server.ts';
import type { Db } from '#db/client.server.ts';
import { setThrough, throughOf } from '#db/derived.server.ts';
import { keepWithEveryChange } from '#db/record-change.server.ts';
import { keysAfter } from '#db/spans.server.ts';
import {
  addPoints,
  alteredTally,
  beginCounting,
  type Counted,
  listCounted,
  type Point,
  replaceTallies,
} from '#db/tallies.server.ts';
import type { CountingKey } from './figure.rules.ts';
import { Points } from './points.ts';
import { lookedAt } from './receipt-page.rules.ts';
import { areAlike, type CountedRows, countedShares, type Share } from './tally.rules.ts';
import { type ProductRows, productShares, type TownRows, townShares } from './tally-green.rules.ts';
import {
  listMethodsEver,
  readAreas,
  readProducts,
  readTowns,
  readVillages,
  type Subject,
} from './tally-rows.repository.server.ts';
import { type Touched, touchedBy } from './touched.repository.server.ts';

type Kind = keyof Touched;

/** A thing of a kind, as a figure and its settings look at it. */
type Thing = (counted: Counted) => Adding;

/** What it adds through the changes. */
interface Adding {
  /** Those in which something of it turned. */
  changes: readonly number[];
  /** As known after a change. */
  shares(change: number): Share[];
}

const ofVillages = ['coverage', 'city-level', 'district-level', 'shangta'] as const;
const kinds: Record<
  Kind,
  { figures: readonly string[]; column: 'code' | 'id'; read: (db: Db, keys: readonly string[]) => Promise<Thing[]> }
> = {
  village: { figures: ofVillages, column: 'code', read: adding(readVillages, counting, lookedAtVillages) },
  area: { figures: ['areas'], column: 'id', read: adding(readAreas, counting, same) },
  town: {
    ...{ figures: ['green-rate'], column: 'code' },
    read: adding(readTowns, ({ settings }, rows: TownRows) => townShares(settings, rows), same),
  },
  product: {
    ...{ figures: ['green-rate'], column: 'id' },
    read: adding(readProducts, ({ settings }, rows: ProductRows) => productShares(settings, rows), same),
  },
};
const kindNames = Object.keys(kinds) as Kind[];
const figureKeys = [...ofVillages, 'areas', 'green-rate'];

/** Things that are looked at together. */
const together = 50;
/** Points that are held before they are written. */
const mostPoints = 5_000;
/** Changes that a writer catches up with; where there are more, the next start makes the tallies anew. */
const mostMissed = 50;

/** From now on this program keeps the tallies with every change that it makes. */
export function keepTallies(): void {
  keepWithEveryChange('figures', { add: tallyChange, catchUp: tallyThrough });
}

/** Brings the tallies up to the last change; does nothing where they are there. For the start of a program. */
export async function ensureTallies(db: Db): Promise<void> {
  const { number } = await chainHead(db);
  const through = await throughOf(db, 'figures');
  if (through === number) return;
  if (through > 0 && number - through <= mostMissed) await db.transaction().execute((trx) => tallyThrough(trx, number));
  else await makeTallies(db);
}

/** Makes all tallies anew. @returns the last change that they hold */
export async function makeTallies(db: Db): Promise<number> {
  return db.transaction().execute(async (trx) => {
    const { number: through } = await chainHead(trx);
    const counted = await listMethodsEver(trx, figureKeys);
    await replaceTallies(trx, { counted, through }, (put) => everyPoint(trx, counted, put));
    return through;
  });
}

/** What of the tallies is not what all rows make, in words; null where everything is, or they are still to be made. */
export async function talliesFault(db: Db): Promise<string | null> {
  if ((await throughOf(db, 'figures')) !== (await chainHead(db)).number) return null;
  const counted = await listMethodsEver(db, figureKeys);
  const altered = await alteredTally(db, counted, (put) => everyPoint(db, counted, put));
  if (altered === null) return null;
  const part = altered.part === '' ? '' : `（${altered.part}）`;
  return `指标 ${altered.figure}${part} 在 ${altered.period} 的合计与逐行重算的不同`;
}

/** Every point that there is, as all versions of all rows make them. */
async function everyPoint(
  db: Db,
  counted: readonly Counted[],
  put: (points: readonly Point[]) => Promise<void>,
): Promise<void> {
  const points = new Points();
  for (const kind of kindNames)
    for await (const things of everyThing(db, kind)) {
      for (const thing of things)
        for (const each of countedBy(kind, counted)) {
          const { changes, shares } = thing(each);
          let before: readonly Share[] = [];
          for (const change of changes) {
            const now = shares(change);
            points.addDifference(each, change, before, now);
            before = now;
          }
        }
      if (points.size > mostPoints) await put(points.take());
    }
  await put(points.take());
}

/** Adds what the changes after the last tallied one did, up to `change`. */
async function tallyThrough(trx: Db, change: number): Promise<void> {
  const through = await throughOf(trx, 'figures');
  if (change - through > mostMissed) return;
  for (let next = through + 1; next <= change; next += 1) await tallyChange(trx, next);
  await setThrough(trx, 'figures', change);
}

/** Adds what one change did; what it wrote is read where it is not at hand. */
async function tallyChange(trx: Db, change: number, written?: Written): Promise<void> {
  const touched = await touchedBy(trx, change, written);
  if (touched === null) return;
  const counted = await listCounted(trx);
  const points = new Points();
  for (const kind of kindNames)
    for (const keys of inParts(touched[kind]))
      for (const thing of await kinds[kind].read(trx, keys))
        for (const each of countedBy(kind, counted)) {
          const { shares } = thing(each);
          points.addDifference(each, change, shares(change - 1), shares(change));
        }
  if (touched.isMethod) await countFurther(trx, { change, counted, points });
  await addPoints(trx, points.take());
}

/** Where a method of new settings came, everything is counted by it once. */
async function countFurther(
  trx: Db,
  { change, counted, points }: { change: number; counted: readonly Counted[]; points: Points },
): Promise<void> {
  const isKnown = ({ figure, settings }: Counted) =>
    counted.some((each) => each.figure === figure && each.settings === settings);
  const further = (await listMethodsEver(trx, figureKeys)).filter((each) => !isKnown(each));
  await beginCounting(trx, further);
  for (const kind of kindNames) {
    const own = countedBy(kind, further);
    if (own.length === 0) continue;
    for await (const things of everyThing(trx, kind))
      for (const thing of things)
        for (const each of own) points.addDifference(each, change, [], thing(each).shares(change));
  }
}

async function* everyThing(db: Db, kind: Kind): AsyncGenerator<Thing[]> {
  const { column, read } = kinds[kind];
  for (let after = ''; ; ) {
    // Every kind is a table's name, and its column the table's key.
    const keys = await keysAfter(db, kind, { column: column as never, after, limit: together });
    if (keys.length > 0) yield await read(db, keys);
    const last = keys[together - 1];
    if (last === undefined) return;
    after = last;
  }
}

function countedBy(kind: Kind, counted: readonly Counted[]): Counted[] {
  return counted.filter(({ figure }) => kinds[kind].figures.includes(figure));
}

/** @param look what a figure looks at of a thing */
function adding<Rows, Read>(
  read: (db: Db, keys: readonly string[]) => Promise<Read[]>,
  add: (counted: Counted, rows: Rows) => Share[],
  look: (of: Read, counted: Counted) => Subject<Rows>,
) {
  return async (db: Db, keys: readonly string[]): Promise<Thing[]> =>
    (await read(db, keys)).map((of) => (counted) => {
      const { changes, at } = look(of, counted);
      let told: { of: Rows; shares: Share[] } | undefined;
      return {
        changes,
        shares(change) {
          const rows = at(change);
          if (rows === null) return [];
          // Many changes wrote rows that say the same as before to a figure.
          if (told === undefined || !areAlike(told.of, rows)) told = { of: rows, shares: add(counted, rows) };
          return told.shares;
        },
      };
    });
}

function same<Rows>(subject: Subject<Rows>): Subject<Rows> {
  return subject;
}

function lookedAtVillages(
  of: Awaited<ReturnType<typeof readVillages>>[number],
  { figure, settings }: Counted,
): Subject<CountedRows> {
  const looked = lookedAt(figure as CountingKey, { settings });
  if (!('programmes' in looked)) throw new Error(`${figure} looks at no village`);
  return of(looked);
}

function counting({ figure, settings }: Counted, rows: CountedRows): Share[] {
  return countedShares(figure as CountingKey, settings, rows);
}

function* inParts(keys: readonly string[]): Generator<readonly string[]> {
  for (let from = 0; from < keys.length; from += together) yield keys.slice(from, from + together);
}
