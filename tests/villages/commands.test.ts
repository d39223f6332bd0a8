import { beforeEach, describe, expect, it } from 'vitest';
import { conflictOf, fieldsLeft } from '#app/changes/conflict.ts';
import { undoChange } from '#app/changes/undo-change.server.ts';
import { checkUndone } from '#app/exchange/check-undone.server.ts';
import { Problem } from '#app/problem.ts';
import { amendStatistics } from '#app/villages/amend-statistics.server.ts';
import { amendVillage } from '#app/villages/amend-village.server.ts';
import { proposeRetention } from '#app/villages/propose-retention.server.ts';
import { recordLineage } from '#app/villages/record-lineage.server.ts';
import { confirmRetention, declineRetention } from '#app/villages/settle-retention.server.ts';
import { findStatistic } from '#app/villages/statistic.repository.server.ts';
import { AmendStatistics } from '#app/villages/statistic.schema.ts';
import { getVillage } from '#app/villages/village.repository.server.ts';
import type { Profile } from '#app/villages/village.schema.ts';
import { listLineage } from '#app/villages/village-event.repository.server.ts';
import { chainHead, verifyChain } from '#db/chain.server.ts';
import type { Db } from '#db/client.server.ts';
import { factsRegister } from '#tests/support/database.ts';

const code = '310118102232';
const at = new Date('2026-11-24T02:00:00Z');
const empty = { introduction: null, industry: null, settlements: null };

let db: Db;
beforeEach(async () => {
  db = await factsRegister();
});

const head = async () => (await chainHead(db)).number;
const refusal = (promise: Promise<unknown>): Promise<Problem> =>
  promise.then(
    () => expect.fail('was not refused'),
    (error: unknown) => (error instanceof Problem ? error : Promise.reject(error)),
  );

describe('amending a village', () => {
  const amend = (profile: Partial<Profile>, more: { loadedAt: number; left?: string[] }) =>
    amendVillage(db, { code, profile: { ...empty, ...profile }, left: [], account: 'zhujiajiao', at, ...more });

  it('is one change of the village’s town, and keeps where the village comes from', async () => {
    const before = await getVillage(db, code);
    const { change } = await amend({ industry: '茭白' }, { loadedAt: await head() });
    expect(change).toBe(2);
    expect(await getVillage(db, code)).toEqual({ ...before, industry: '茭白', change: 2 });
    const row = await db.selectFrom('change').selectAll().where('number', '=', 2).executeTakeFirst();
    expect(row).toMatchObject({ kind: 'village-amend', town: '310118102', account: 'zhujiajiao' });
    expect(await verifyChain(db)).toBeNull();
  });

  it('is no change where nothing differs', async () => {
    expect(await amend({}, { loadedAt: await head() })).toEqual({ change: null, joined: [] });
    expect(await head()).toBe(1);
  });

  it('joins what two people changed in different fields, and says so', async () => {
    const loadedAt = await head();
    await amend({ industry: '茭白' }, { loadedAt });
    const second = await amend({ settlements: '东张、西张' }, { loadedAt });
    expect(second.joined).toEqual(['industry']);
    expect(await getVillage(db, code)).toMatchObject({ industry: '茭白', settlements: '东张、西张' });
  });

  it('shows all three values where two changed the same, and writes nothing', async () => {
    const loadedAt = await head();
    await amend({ settlements: '东张' }, { loadedAt });
    await amend({ settlements: '东张', industry: '茭白' }, { loadedAt: await head() });
    await amend({ settlements: '西张', industry: '茭白' }, { loadedAt: await head() });
    const problem = await refusal(amend({ industry: '稻米', introduction: '甲' }, { loadedAt }));
    expect(problem.kind).toBe('conflict');
    expect(conflictOf(problem.details)).toEqual({
      change: 4,
      fields: [
        {
          ...{ field: 'industry', base: null, theirs: '茭白', mine: '稻米' },
          // The change that set the value, neither the first nor the last since.
          ...{ number: 3, by: 'zhujiajiao', at: at.toISOString() },
        },
      ],
    });
    expect(await head()).toBe(4);
  });

  it('then takes mine, or leaves theirs, as it was chosen', async () => {
    const loadedAt = await head();
    await amend({ industry: '茭白' }, { loadedAt });
    const conflict = conflictOf((await refusal(amend({ industry: '稻米' }, { loadedAt }))).details);
    const shown = conflict?.change ?? 0;
    const left = fieldsLeft({ 'choice-industry': 'theirs', industry: '稻米' });
    await amend({ industry: '稻米', settlements: '东张' }, { loadedAt: shown, left });
    expect(await getVillage(db, code)).toMatchObject({ industry: '茭白', settlements: '东张' });
    await amend({ industry: '稻米', settlements: '东张' }, { loadedAt: await head() });
    expect(await getVillage(db, code)).toMatchObject({ industry: '稻米' });
  });

  it('asks again when a third person writes while the choice is made', async () => {
    const loadedAt = await head();
    await amend({ industry: '茭白' }, { loadedAt });
    const shown = conflictOf((await refusal(amend({ industry: '稻米' }, { loadedAt }))).details)?.change ?? 0;
    await amend({ industry: '蓝莓' }, { loadedAt: shown });
    const again = await refusal(amend({ industry: '稻米' }, { loadedAt: shown }));
    expect(conflictOf(again.details)?.fields).toMatchObject([{ base: '茭白', theirs: '蓝莓', mine: '稻米' }]);
  });

  it('is undone', async () => {
    const before = await getVillage(db, code);
    await amend({ industry: '茭白' }, { loadedAt: await head() });
    await undoChange(db, { number: 2, account: 'zhujiajiao', reason: null, at }, checkUndone);
    expect(await getVillage(db, code)).toEqual({ ...before, change: 3 });
  });

  it('knows no village of another code', async () => {
    const stray = amendVillage(db, { code: '999', profile: empty, loadedAt: 1, left: [], account: 'zhujiajiao', at });
    expect((await refusal(stray)).kind).toBe('not-found');
  });
});

describe('recording statistics', () => {
  const amend = (fields: Record<string, string>, more: { year?: number; loadedAt?: number } = {}) => {
    const { change, confirmJump, ...ledger } = AmendStatistics.parse({ change: '1', ...fields });
    const by = { account: 'zhujiajiao', at, left: [] };
    return amendStatistics(db, { code, year: 2024, ledger, confirmJump, loadedAt: change, ...by, ...more });
  };

  it('makes the year’s row, then amends it; what is empty stays null', async () => {
    await amend({ households: '500' });
    expect(await findStatistic(db, code, 2024)).toMatchObject({ households: 500, area: null, origin: 'entered' });
    await amend({ households: '510', area: '2.5' }, { loadedAt: 2 });
    expect(await findStatistic(db, code, 2024)).toMatchObject({ households: 510, area: 2.5, change: 3 });
    expect(await verifyChain(db)).toBeNull();
  });

  it('makes no row of nothing', async () => {
    expect((await amend({})).change).toBeNull();
    expect(await findStatistic(db, code, 2024)).toBeUndefined();
  });

  it('joins two first entries of a year', async () => {
    await amend({ households: '500' });
    expect((await amend({ partyMembers: '60' })).joined).toEqual(['households']);
    expect(await findStatistic(db, code, 2024)).toMatchObject({ households: 500, partyMembers: 60 });
  });

  it('checks the land of both together', async () => {
    await amend({ area: '1' });
    const problem = await refusal(amend({ farmland: '2000' }));
    expect(problem).toMatchObject({ kind: 'invalid', errors: [{ path: 'farmland' }] });
  });

  it('asks before it takes a jump', async () => {
    await amend({ households: '500' }, { year: 2022 });
    const problem = await refusal(amend({ households: '900' }));
    expect(problem.errors).toMatchObject([{ path: 'confirmJump' }]);
    expect((await amend({ households: '900', confirmJump: 'on' })).change).toBe(3);
  });

  it('is undone: the year is not collected again', async () => {
    await amend({ households: '500' });
    await undoChange(db, { number: 2, account: 'zhujiajiao', reason: null, at }, checkUndone);
    expect(await findStatistic(db, code, 2024)).toBeUndefined();
  });
});

describe('retention', () => {
  const propose = (proposal: 'retained' | 'not-retained', account = 'zhujiajiao') =>
    proposeRetention(db, { code, proposal, note: '村庄布局规划', account, at });
  const settle = async (account = 'district', seenAt?: number) => ({
    code,
    account,
    at,
    seenAt: seenAt ?? (await head()),
  });

  it('waits for the district, which confirms it', async () => {
    await propose('retained');
    expect(await getVillage(db, code)).toMatchObject({ retention: 'unconfirmed', retentionProposal: 'retained' });
    await confirmRetention(db, await settle());
    expect(await getVillage(db, code)).toMatchObject({
      ...{ retention: 'retained', retentionProposal: null, retentionProposedBy: null, retentionNote: '村庄布局规划' },
    });
  });

  it('is not confirmed by who proposed it', async () => {
    await propose('retained', 'district');
    expect((await refusal(confirmRetention(db, await settle()))).kind).toBe('forbidden');
  });

  it('is declined with a reason that the town can read', async () => {
    await propose('retained');
    await declineRetention(db, { ...(await settle()), reason: '不在布局规划内' });
    expect(await getVillage(db, code)).toMatchObject({
      ...{ retention: 'unconfirmed', retentionProposal: null, retentionNote: '区里退回：不在布局规划内' },
    });
    const row = await db.selectFrom('change').selectAll().where('number', '=', 3).executeTakeFirst();
    expect(row).toMatchObject({ kind: 'retention-decline', reason: '不在布局规划内' });
  });

  it('is not settled where another proposal stands than the one that was read', async () => {
    await propose('retained');
    const read = await settle();
    await propose('not-retained');
    expect((await refusal(confirmRetention(db, read))).kind).toBe('conflict');
    expect(await getVillage(db, code)).toMatchObject({ retention: 'unconfirmed' });
  });

  it('is not proposed twice', async () => {
    await propose('retained');
    expect((await refusal(propose('retained'))).errors).toMatchObject([{ path: 'proposal' }]);
  });
});

describe('lineage', () => {
  const renaming = { kind: 'renamed', day: '2026-03-01', newName: '张马泾村', successorCode: null } as const;
  const record = (event: Partial<Parameters<typeof recordLineage>[1]['event']> = {}) =>
    recordLineage(db, {
      ...{ code, today: '2026-11-24', account: 'district', at },
      event: { ...renaming, documentNumber: '青府〔2026〕1号', note: null, ...event },
    });

  it('renames the village and keeps the old name with its day', async () => {
    expect(await record()).toBe(2);
    expect(await getVillage(db, code)).toMatchObject({ name: '张马泾村', initials: 'zmj', change: 2 });
    expect(await listLineage(db, code)).toMatchObject([{ oldName: '张马村', newName: '张马泾村', day: '2026-03-01' }]);
  });

  it('is undone as a whole', async () => {
    await record();
    await undoChange(db, { number: 2, account: 'district', reason: null, at }, checkUndone);
    expect(await getVillage(db, code)).toMatchObject({ name: '张马村', initials: 'zm' });
    expect(await listLineage(db, code)).toEqual([]);
  });

  it('refuses a name that another village of the town bears', async () => {
    expect((await refusal(record({ newName: '淀峰村' }))).errors).toMatchObject([{ path: 'newName' }]);
    expect(await record({ newName: '莲湖村' })).toBe(2);
  });

  it('lets a village take the name of one that was merged into it', async () => {
    const merger = { kind: 'merged', newName: null, successorCode: code, documentNumber: null, note: null } as const;
    const by = { today: '2026-11-24', account: 'district', at };
    await recordLineage(db, { ...by, code: '310118102219', event: { ...merger, day: '2026-03-01' } });
    expect(await record({ newName: '淀峰村' })).toBe(3);
  });

  it('shows a merger to both villages', async () => {
    await record({ kind: 'merged', newName: null, successorCode: '310118102219' });
    expect(await listLineage(db, '310118102219')).toMatchObject([{ villageName: '张马村', successorName: '淀峰村' }]);
    expect((await refusal(record({ kind: 'abolished', day: '2026-04-01' }))).errors).toMatchObject([{ path: 'kind' }]);
  });
});
