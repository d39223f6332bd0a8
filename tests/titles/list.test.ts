/** The list of titles and the queues, over the demonstration register. */
import { beforeAll, describe, expect, test } from 'vitest';
import type { Reader } from '#app/accounts/policy.rules.ts';
import { listTitlesOfVillage, listTitlesWithSteps } from '#app/titles/title.repository.server.ts';
import { type Stage, TitleSearch, type TitleWithSteps } from '#app/titles/title.schema.ts';
import { titleJson } from '#app/titles/title-json.rules.ts';
import { countTitlesByStage, openTitleList } from '#app/titles/title-list.repository.server.ts';
import { listedOn, narrowTitles } from '#app/titles/title-list.rules.ts';
import { awaitingDistrict, declinedByDistrict, restingSince } from '#app/titles/title-queue.rules.ts';
import { asSeenBy } from '#app/titles/title-words.rules.ts';
import type { Db } from '#db/client.server.ts';
import { knownAt } from '#db/known-at.ts';
import { demoRegister } from '#tests/support/database.ts';

let db: Db;
let titles: TitleWithSteps[];
beforeAll(async () => {
  db = await demoRegister();
  titles = await listTitlesWithSteps(db);
});

describe('reading', () => {
  test('each way of narrowing gives the titles that the whole list holds of it', async () => {
    const { village, town, programme, awardYear } = titles.find((title) => title.awardYear !== null) ?? one();
    const same = async (narrowing: Parameters<typeof listTitlesWithSteps>[1], of: (title: TitleWithSteps) => boolean) =>
      expect(await listTitlesWithSteps(db, narrowing)).toEqual(titles.filter(of));
    await same({ town: town.code }, (title) => title.town.code === town.code);
    await same({ programme: programme.key }, (title) => title.programmeKey === programme.key);
    await same({ awardYear: awardYear ?? 0 }, (title) => title.awardYear === awardYear);
    await same({ town: town.code, programme: programme.key }, (title) => {
      return title.town.code === town.code && title.programmeKey === programme.key;
    });
    expect(await listTitlesOfVillage(db, village.code)).toEqual(titles.filter((t) => t.villageCode === village.code));
  });

  test('every title has its steps in their order', () => {
    for (const { steps } of titles) {
      expect(steps.length).toBeGreaterThan(0);
      expect(steps.map(({ sequence }) => sequence)).toEqual(steps.map((_, place) => place + 1));
    }
  });

  test('of the first change are the facts alone', async () => {
    const first = await listTitlesWithSteps(knownAt(db, 1));
    expect(first.length).toBeGreaterThan(0);
    expect(new Set(first.map(({ origin }) => origin))).toEqual(new Set(['fact']));
  });
});

describe('the list as of a day', () => {
  test.each(['2019-12-31', '2021-06-30', '2023-12-31', '2026-11-24'])(
    'counts on %s agree with its rows',
    async (asOf) => {
      const listed = listedOn(titles, asOf);
      const counts = await countTitlesByStage(await openTitleList(db, {}, asOf));
      expect(counts.reduce((sum, { count }) => sum + count, 0)).toBe(listed.length);
      for (const { stage, count } of counts) expect(narrowTitles(listed, { stage })).toHaveLength(count);
      for (const { title, step } of listed) {
        expect(step.day <= asOf).toBe(true);
        expect(
          titleJson(listed.find((row) => row.title === title) ?? never(), asOf).steps.every((s) => s.day <= asOf),
        ).toBe(true);
      }
    },
  );

  test('finds a village by name, initials and pinyin, typed as people type', () => {
    const listed = listedOn(titles, '2026-11-24');
    const villages = (q: string) => new Set(narrowTitles(listed, { q }).map(({ title }) => title.village.name));
    for (const typed of ['张马', 'zhangma', ' ＺＭ ', '310118102']) expect(villages(typed)).toContain('张马村');
    expect(villages('没有这个村').size).toBe(0);
  });

  test('a title whose only step was declined stands as returned', () => {
    const { title } = listedOn(titles, '2026-11-24').find(({ stage }) => stage === 'named') ?? never();
    const naming = title.steps.find((step) => step.stage === 'named') ?? never();
    const [row] = listedOn([{ ...title, steps: [{ ...naming, confirmation: 'declined' }] }], '2026-11-24');
    expect(row).toMatchObject({ stage: 'returned', confirmation: 'declined', standing: { counts: false } });
  });

  test('an address that makes no sense asks for everything', () => {
    const search = TitleSearch.parse({ stage: 'king', awardYear: 'x', confirmation: '1', page: '-3', town: '' });
    expect(search).toEqual({ page: 1 });
  });
});

describe('queues', () => {
  test('hold what waits, the oldest first', () => {
    const waiting = awaitingDistrict(titles);
    expect(waiting.every(({ step }) => step.stage === 'named' && step.confirmation === 'pending')).toBe(true);
    expect(waiting.map(({ step }) => step.day)).toEqual(waiting.map(({ step }) => step.day).sort());
    const resting = restingSince(titles, '2025-11-24').map(({ step }) => step);
    const ended: Stage[] = ['named', 'revoked', 'cancelled'];
    expect(resting.length).toBeGreaterThan(0);
    expect(resting.every(({ day, stage }) => day < '2025-11-24' && !ended.includes(stage))).toBe(true);
    expect(declinedByDistrict(titles).every(({ step }) => step.confirmation === 'declined')).toBe(true);
  });
});

describe('the papers of a title', () => {
  const office = (townCode: string): Reader => ({ username: 'x', name: 'x', role: 'town', townCode, producerId: null });
  const papers = { attachmentHash: 'h', attachmentName: 'n.pdf', proposedBy: 'x', proposerName: 'X' };

  test('are seen by the district and the own town alone', () => {
    const title = one();
    const filed = { ...title, steps: title.steps.map((step) => ({ ...step, ...papers })) };
    const other = title.town.code === '310118102' ? '310118103' : '310118102';
    expect(asSeenBy(office(title.town.code), filed)).toEqual(filed);
    for (const reader of [null, office(other)])
      for (const step of asSeenBy(reader, filed).steps)
        expect(step).toMatchObject({
          attachmentHash: null,
          attachmentName: null,
          proposedBy: null,
          proposerName: null,
        });
  });
});

const one = () => titles[0] ?? never();
function never(): never {
  throw new Error('the demonstration register should hold one');
}
