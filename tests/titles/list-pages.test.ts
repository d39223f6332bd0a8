/** The list of titles by pages is the list made of all titles: on any day, as known at any change, for any filter. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mostCounted } from '#app/counting.ts';
import { stages } from '#app/titles/title.fields.ts';
import { listTitlesWithSteps } from '#app/titles/title.repository.server.ts';
import { nextStages } from '#app/titles/title.rules.ts';
import type { Stage } from '#app/titles/title.schema.ts';
import { titleKey } from '#app/titles/title-json.rules.ts';
import {
  countTitlesAt,
  countTitlesByStage,
  listTitlesAfter,
  listTitlesOn,
  openTitleList,
  type TitleFilter,
  type TitleList,
} from '#app/titles/title-list.repository.server.ts';
import { type ListedTitle, listedOn, narrowTitles } from '#app/titles/title-list.rules.ts';
import type { Db } from '#db/client.server.ts';
import { demoRegister } from '../support/database.ts';
import { expectPagesOfList, undoing } from '../support/list-pages.ts';
import { advance, now as at, confirm, decline, district, start } from './title-office.ts';

const town = '310118103';
const someDays = ['2019-06-30', '2020-12-31', '2021-06-30', '2023-01-15', '2024-02-29', '2025-12-31', '2026-11-24'];
const pick = fc.nat(500);

/** What an office does next with one of its titles, and where nothing follows, a new one. */
async function goOn(db: Db, place: number, dayPlace: number): Promise<void> {
  const titles = await listTitlesWithSteps(db, { town });
  const title = titles[place % titles.length];
  const days = someDays.filter((day) => day >= (title?.steps.at(-1)?.day ?? ''));
  const day = days[dayPlace % days.length] ?? '2026-11-24';
  const naming = title?.steps.find(({ confirmation }) => confirmation === 'pending');
  if (title !== undefined && naming !== undefined)
    return void (await (place % 3 === 0 ? decline(db, title.id) : confirm(db, title.id, district)));
  const options = nextStages(title?.steps ?? []);
  const stage = options[dayPlace % options.length];
  const fields = { day, reason: '试', awardYear: '2019' };
  if (title !== undefined && stage !== undefined && place % 5 !== 0)
    return void (await advance(db, title.id, { ...fields, stage }));
  const villages = await db.selectFrom('village').select('code').where('townCode', '=', town).execute();
  const programmeKey = ['village-beautiful', 'smart-village', 'national-civilised-village'][place % 3] ?? '';
  const villageCode = villages[place % villages.length]?.code ?? '';
  await start(db, { ...fields, villageCode, programmeKey, stage: dayPlace % 2 === 0 ? 'applied' : 'named' });
}

/** What the district declined: all that there was of a title, or what came after it had been confirmed. */
async function declineOne(db: Db, place: number, isAll: boolean): Promise<void> {
  const villages = await db.selectFrom('village').select('code').where('townCode', '=', town).execute();
  const fields = { villageCode: villages[place % villages.length]?.code ?? '', reason: '试', awardYear: '2019' };
  const { id } = await start(db, { ...fields, programmeKey: 'smart-village', stage: 'named', day: '2020-12-31' });
  if (isAll) {
    await decline(db, id);
    if (place % 2 === 0) await advance(db, id, { stage: 'applied', day: '2021-06-30' });
    return;
  }
  await confirm(db, id);
  await advance(db, id, { stage: 'under-review', day: '2021-06-30' });
  await advance(db, id, { stage: 'named', day: '2023-01-15' });
  await decline(db, id);
}

const act = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.tuple(pick, fc.boolean()).map(
      ([at, all]) =>
        (db: Db) =>
          declineOne(db, at, all),
    ),
  },
  {
    weight: 8,
    arbitrary: fc.tuple(pick, pick).map(
      ([place, day]) =>
        (db: Db) =>
          goOn(db, place, day),
    ),
  },
  {
    weight: 1,
    arbitrary: undoing(at),
  },
);

const optional = <T>(values: readonly T[]) => fc.option(fc.constantFrom(...values), { nil: undefined, freq: 2 });
const filters = fc.record({
  town: optional([town, '310118102', '999999999']),
  village: optional(['310118103274', '310118102232']),
  programme: optional(['village-beautiful', 'city-beautiful', 'smart-village']),
  awardYear: optional([2019, 2020, 2022, 2023]),
  confirmation: optional(['pending', 'declined', 'confirmed'] as const),
  q: optional(['张', 'zm', '村', 'lian', '没有']),
});
const often: TitleFilter[] = [{}, { confirmation: 'confirmed' }, { confirmation: 'declined' }];
const questions = fc.record({
  ...{ filter: fc.oneof(filters, fc.constantFrom(...often)), stage: optional<Stage>(stages) },
  ...{ asOf: fc.constantFrom(...someDays, '2021-12-31', '2023-12-16', '2028-01-01'), back: fc.nat(14) },
  place: fc.record({ offset: fc.nat(40), limit: fc.integer({ min: 1, max: 200 }) }),
});
type Asked = typeof questions extends fc.Arbitrary<infer T> ? T : never;

/** The list, and the same list found in every other way that finds it, however few its rows are. */
async function everyWay(db: Db, filter: TitleFilter, asOf: string): Promise<TitleList[]> {
  const list = await openTitleList(db, filter, asOf);
  return [list, ...(['each', 'steps'] as const).map((way) => ({ ...list, way, byIndex: false }))];
}

async function expectSame(db: Db, { filter, stage, asOf, place }: Omit<Asked, 'back'>): Promise<number> {
  const { q, confirmation, ...narrowing } = filter as TitleFilter;
  const listed = narrowTitles(listedOn(await listTitlesWithSteps(db, narrowing), asOf), { q, confirmation });
  const rows = narrowTitles(listed, { stage });
  const byKey = [...rows].sort((a, b) => (titleKey(a) < titleKey(b) ? -1 : 1));
  for (const list of await everyWay(db, filter, asOf)) {
    const counts = await countTitlesByStage(list);
    const at = (stage: Stage) => listed.filter((one) => one.stage === stage).length;
    const told = stages.map((stage) => ({ stage, count: at(stage) }));
    expect(counts).toEqual(told.filter(({ count }) => count > 0));
    const asked = counts.filter((one) => stage === undefined || one.stage === stage);
    const page = (await listTitlesOn(list, asked, place)) satisfies ListedTitle[];
    expect(page).toEqual(rows.slice(place.offset, place.offset + place.limit));
    expect(await countTitlesAt(list, stage)).toBe(rows.length);
    const first = asked[0];
    // As where there are more than are counted.
    if (first !== undefined) {
      const most = [{ ...first, count: mostCounted }];
      expect(await listTitlesOn(list, most, { offset: 0, limit: first.count })).toEqual(rows.slice(0, first.count));
    }
    for (const total of [rows.length, mostCounted]) {
      const key = byKey[place.offset % Math.max(byKey.length, 1)];
      const after = key === undefined ? '' : titleKey(key);
      const following = byKey.filter((one) => titleKey(one) > after).slice(0, place.limit);
      expect(await listTitlesAfter(list, stage, { after, limit: place.limit, total })).toEqual(following);
    }
  }
  return rows.length;
}

test('the pages are the list', { timeout: 300_000 }, () =>
  expectPagesOfList({
    acts: fc.array(act, { minLength: 4, maxLength: 16, size: 'max' }),
    questions: fc.array(questions, { minLength: 6, maxLength: 10, size: 'max' }),
    ...{ runs: 15, expectSame },
  }),
);

test('a title stands at the stage that is kept with it on its last day', async () => {
  const db = await demoRegister();
  for (const { stage, title } of listedOn(await listTitlesWithSteps(db), '9999-12-31')) expect(stage).toBe(title.stage);
});
