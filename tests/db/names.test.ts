/** What is found by the index of names is what going through all names finds, at present and as known at any change. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { countCertificates, listCertificates } from '#app/certificates/certificate.repository.server.ts';
import { undoChange } from '#app/changes/undo-change.server.ts';
import { checkUndone } from '#app/exchange/check-undone.server.ts';
import { Problem } from '#app/problem.ts';
import { countProducers, listProducers } from '#app/producers/producer.repository.server.ts';
import { ProducerQuery } from '#app/producers/producer.schema.ts';
import { countProducts, listProducts } from '#app/products/product.repository.server.ts';
import { ProductQuery } from '#app/products/product.schema.ts';
import { listTitlesWithSteps } from '#app/titles/title.repository.server.ts';
import { countTitlesAt, listTitlesAfter, openTitleList } from '#app/titles/title-list.repository.server.ts';
import { listedOn, narrowTitles } from '#app/titles/title-list.rules.ts';
import { searchTerm } from '#app/villages/village.rules.ts';
import { countVillages, listVillages, listVillagesAfter } from '#app/villages/village-list.repository.server.ts';
import { VillageQuery } from '#app/villages/village-query.schema.ts';
import { chainHead } from '#db/chain.server.ts';
import { type Db, openDatabase } from '#db/client.server.ts';
import { copyRegister } from '#db/copy.server.ts';
import { knownAt } from '#db/known-at.ts';
import { migrate } from '#db/migrate.server.ts';
import { reachOf } from '#db/name-search.server.ts';
import { nameFault, remakeNames } from '#db/names.server.ts';
import { deleteRow, putVersion } from '#db/put-version.server.ts';
import { recordChange } from '#db/record-change.server.ts';
import type { Version } from '#db/versions.server.ts';
import { demoRegister, newAddress } from '#tests/support/database.ts';

const at = new Date('2026-11-24T08:00:00Z');
const asOf = '2026-11-24';
const all = 1_000;
const latest = async (db: Db) => (await chainHead(db)).number;

/** Whether a text holds another, as the engines' `like` would have it. */
const small = (text: string) => text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
const holds = (text: string | null, term: string) => text !== null && small(text).includes(small(term));
const begins = (text: string, term: string) => small(text).startsWith(small(term));

/** The keys that going through all rows finds, in their order. */
async function looked(db: Db, term: string) {
  const villages = await db.selectFrom('village').selectAll().execute();
  const events = await db.selectFrom('villageEvent').selectAll().execute();
  const producers = await db.selectFrom('producer').selectAll().execute();
  const products = await db.selectFrom('product').selectAll().where('status', '=', 'public').execute();
  const certificates = await db.selectFrom('certificate').selectAll().where('review', '=', 'accepted').execute();
  const every = await db.selectFrom('product').selectAll().execute();
  const titles = narrowTitles(listedOn(await listTitlesWithSteps(db), asOf), { q: term });
  const isNamed = ({ name, pinyin }: { name: string; pinyin: string }) => holds(name, term) || holds(pinyin, term);
  const formerly = (code: string) =>
    events.some(({ villageCode, oldName }) => villageCode === code && holds(oldName, term));
  const named = producers.filter(isNamed).map(({ id }) => id);
  const namedIn = (rows: readonly { id: string; name: string }[], wanted: string) =>
    rows.some(({ id, name }) => id === wanted && holds(name, term));
  return {
    villages: villages
      .filter((row) => isNamed(row) || holds(row.code, term) || begins(row.initials, term) || formerly(row.code))
      .map(({ code }) => code)
      .sort(),
    producers: producers
      .filter((row) => isNamed(row) || begins(row.initials, term) || row.creditCode === term.toUpperCase())
      .map(({ id }) => id)
      .sort(),
    products: products
      .filter((row) => isNamed(row) || holds(row.initials, term) || named.includes(row.producerId))
      .map(({ id }) => id)
      .sort(),
    titles: titles.map(({ title }) => title.id).sort(),
    certificates: certificates
      .filter(
        ({ number, productId, producerId }) =>
          holds(number, term) ||
          namedIn(producers, producerId) ||
          every.some((product) => product.id === productId && isNamed(product)),
      )
      .map(({ id }) => id)
      .sort(),
  };
}

/** The same by the lists that pages show, and by what they say of how many there are. */
async function found(db: Db, term: string) {
  const asked = { q: term, ended: '1' };
  const villages = await listVillages(db, VillageQuery.parse(asked), { asOf, pageSize: all });
  const producers = await listProducers(db, ProducerQuery.parse(asked), all);
  const products = await listProducts(db, ProductQuery.parse(asked), asOf, all);
  const list = await openTitleList(db, { q: term }, asOf);
  const titles = await listTitlesAfter(list, undefined, { after: '', limit: all, total: all });
  const certificates = await listCertificates(db, { q: term });
  const paged = await listVillagesAfter(db, VillageQuery.parse(asked), { asOf, after: '', limit: all });
  expect(paged.map(({ code }) => code)).toEqual(villages.map(({ code }) => code));
  expect([
    await countVillages(db, VillageQuery.parse(asked), asOf),
    await countProducers(db, ProducerQuery.parse(asked)),
    await countProducts(db, ProductQuery.parse(asked), asOf),
    await countTitlesAt(list, undefined),
    await countCertificates(db, { q: term }),
  ]).toEqual([villages.length, producers.length, products.length, titles.length, certificates.length]);
  return {
    villages: villages.map(({ code }) => code).sort(),
    producers: producers.map(({ id }) => id).sort(),
    products: products.map(({ id }) => id).sort(),
    titles: titles.map(({ title }) => title.id).sort(),
    certificates: certificates.map(({ id }) => id).sort(),
  };
}

// Letters of either case, what `like` takes for more than itself, and characters at the edges of how texts are ordered.
const characters = ['张', '马', '村', '桥', 'z', 'M', '1', '%', '_', '\\', "'", '𠮷', '\ud7ff', '\ue000', '\u{10ffff}'];
const name = fc.string({ unit: fc.constantFrom(...characters), minLength: 1, maxLength: 18, size: 'max' });
const pick = fc.nat(500);

/** A row of a table takes other names, or is taken out. */
async function write(db: Db, table: 'village' | 'villageEvent' | 'producer' | 'product', place: number, text: string) {
  await recordChange(db, { kind: 'seed', account: 'district', reason: '试', at }, async (trx, change) => {
    const rows = (await trx.selectFrom(table).selectAll().execute()) as unknown as Version[];
    const row = rows[place % Math.max(1, rows.length)];
    if (table === 'villageEvent') {
      const village = await trx
        .selectFrom('village')
        .select('code')
        .offset(place % 80)
        .limit(1)
        .executeTakeFirstOrThrow();
      const event = { id: `e${place}`, villageCode: village.code, kind: 'renamed', day: '2020-01-01', oldName: text };
      if (row !== undefined && place % 3 === 0) await deleteRow(trx, table, row);
      else await putVersion(trx, table, { ...event, newName: text, origin: 'entered', change }, change);
    } else if (row !== undefined) {
      const spelt = { pinyin: text.slice(0, 9), initials: text.slice(0, 3) };
      await putVersion(trx, table, { ...row, name: text, ...(place % 2 === 0 ? spelt : {}) }, change);
    }
  });
}

interface Act {
  /** The name that it gives. */
  text: string;
  run(db: Db): Promise<void>;
}

const renaming = fc
  .tuple(fc.constantFrom('village', 'villageEvent', 'producer', 'product'), pick, name)
  .map(([table, place, text]): Act => ({ text, run: (db) => write(db, table, place, text) }));
const undoing = fc.nat(4).map(
  (back): Act => ({
    text: '村',
    async run(db) {
      const number = (await latest(db)) - back;
      await undoChange(db, { number, account: 'district', reason: null, at }, checkUndone).catch((error) => {
        if (!(error instanceof Problem)) throw error;
      });
    },
  }),
);

const endings = (db: Db) =>
  db.selectFrom('nameSuffix').selectAll().orderBy('kind').orderBy('suffix').orderBy('id').execute();

/** What somebody types: a part of a name that was given, or one of many rows. */
const typed = fc.oneof(
  { weight: 3, arbitrary: fc.record({ given: pick, from: fc.nat(17), length: fc.integer({ min: 1, max: 16 }) }) },
  { weight: 1, arbitrary: fc.constantFrom('张', 'zhang', 'ZM', '3101181022', '茭白', '合作社', '演示', '%') },
);
type Typed = typeof typed extends fc.Arbitrary<infer T> ? T : never;

function termOf(what: Typed, given: readonly string[]): string | null {
  if (typeof what === 'string') return searchTerm(what);
  const whole = [...(given[what.given % given.length] ?? '')];
  const from = what.from % whole.length;
  return searchTerm(whole.slice(from, from + what.length).join(''));
}

test('the index finds what all names would', { timeout: 120_000 }, async () => {
  let hits = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.oneof({ weight: 4, arbitrary: renaming }, { weight: 1, arbitrary: undoing }), {
        ...{ minLength: 4, maxLength: 10, size: 'max' },
      }),
      fc.array(fc.tuple(typed, fc.nat(12)), { minLength: 5, maxLength: 8, size: 'max' }),
      async (acts, searches) => {
        const db = await demoRegister();
        const seeded = await latest(db);
        for (const { run } of acts) await run(db);
        const given = acts.map(({ text }) => text);
        for (const [what, back] of searches) {
          const term = termOf(what, given);
          if (term === null) continue;
          for (const handle of [db, knownAt(db, Math.max(seeded, (await latest(db)) - back))]) {
            const wanted = await looked(handle, term);
            expect(await found(handle, term), term).toEqual(wanted);
            if (typeof what !== 'string') hits += Object.values(wanted).flat().length;
          }
        }
        expect(await nameFault(db)).toBeNull();
        await db.destroy();
      },
    ),
    // To shrink what fails would take registers without end.
    { numRuns: Number(process.env.NAME_RUNS ?? 12), endOnFailure: true },
  );
  expect(hits).toBeGreaterThan(0);
});

test.each(['村\ud7ff', '\u{10ffff}', '村\u{10ffff}', 'Z', '%', '𠮷'])(
  'at the edges of the order of texts: %j',
  async (text) => {
    const db = await demoRegister();
    await write(db, 'village', 7, `东${text}西`);
    await write(db, 'product', 7, `东${text}`);
    const wanted = await looked(db, searchTerm(text) ?? '');
    expect([wanted.villages.length, wanted.products.length]).not.toContain(0);
    expect(await found(db, searchTerm(text) ?? '')).toEqual(wanted);
  },
);

test('a search goes by the index, and where that is behind through all names', async () => {
  const db = await demoRegister();
  expect(await reachOf(db, ['village', 'producer'], { term: '张' })).toEqual({ list: true, count: true });
  // As a program of before the index would leave it.
  await db.deleteFrom('nameSuffix').execute();
  await db
    .updateTable('tallied')
    .set({ through: (await latest(db)) - 1 })
    .where('what', '=', 'names')
    .execute();
  expect(await reachOf(db, ['village'], { term: '张' })).toEqual({ list: false, count: false });
  expect(await found(db, '张')).toEqual(await looked(db, '张'));
  await remakeNames(db);
  expect(await nameFault(db)).toBeNull();
  expect(await found(db, '张')).toEqual(await looked(db, '张'));
});

test('made anew, the index holds the names that were given up, too', async () => {
  const db = await demoRegister();
  for (const text of ['旧名村', '新名村']) await write(db, 'village', 7, text);
  const kept = await endings(db);
  expect(kept.filter(({ suffix }) => suffix === '旧名村')).toHaveLength(1);
  await remakeNames(db);
  expect(await endings(db)).toEqual(kept);
});

test('a start brings the index up, a copy is made with it, and verify finds what it lacks', async () => {
  const db = await demoRegister();
  const kept = await endings(db);
  await db.deleteFrom('nameSuffix').execute();
  await db.deleteFrom('tallied').where('what', '=', 'names').execute();
  expect(await nameFault(db)).toBeNull();
  await migrate(db);
  expect(await endings(db)).toEqual(kept);

  const copy = openDatabase(await newAddress());
  await copyRegister(db, copy);
  expect(await reachOf(copy, ['village'], { term: '张' })).toEqual({ list: true, count: true });
  expect(await found(copy, '张')).toEqual(await looked(db, '张'));

  await copy.deleteFrom('nameSuffix').where('suffix', '=', '张马村').execute();
  expect(await nameFault(copy)).toEqual({ kind: 'village', id: '310118102232' });
  await copy.destroy();
});
