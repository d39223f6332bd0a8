import { describe, expect, test } from 'vitest';
import type { Reader } from '#app/accounts/policy.rules.ts';
import { getChange, getRootKind, listChanges } from '#app/changes/change.repository.server.ts';
import { mayUndo, rowsInTheWay, UndoChange } from '#app/changes/undo.rules.ts';
import { undoChange } from '#app/changes/undo-change.server.ts';
import { namedRefusal } from '#app/changes/undo-refusal.server.ts';
import { checkUndone } from '#app/exchange/check-undone.server.ts';
import { tableWords } from '#app/exchange/words.ts';
import { Problem } from '#app/problem.ts';
import type { Db } from '#db/client.server.ts';
import { recordChange } from '#db/record-change.server.ts';
import { demoRegister } from '#tests/support/database.ts';

const own = '310118102';
const other = '310118103';
const account = { name: '', townCode: null, producerId: null };
const readers: Record<string, Reader> = {
  public: null,
  viewer: { ...account, username: 'viewer', role: 'viewer' },
  coop: { ...account, username: 'coop', role: 'producer', producerId: 'p' },
  town: { ...account, username: 'zhujiajiao', role: 'town', townCode: own },
  district: { ...account, username: 'district', role: 'district' },
};
const zhangma = '310118102232';
const at = new Date('2026-11-24T08:00:00Z');

test.each([
  ['village-amend', own, ['town', 'district']],
  ['village-amend', other, ['district']],
  ['village-amend', null, ['district']],
  ['statistics-amend', own, ['town', 'district']],
  ['title-advance', own, ['town', 'district']],
  ['title-confirm', own, ['district']],
  ['retention-propose', own, ['town']],
  ['retention-confirm', own, ['district']],
  ['village-lineage', own, ['district']],
  ['account-add', null, []],
  ['account-amend', null, ['district']],
  ['seed', null, []],
  ['of-a-later-version', own, []],
])('%s of town %s is undone by %j', (kind, town, who) => {
  const change = { town, kind, producerId: null };
  const able = Object.keys(readers).filter((name) => mayUndo(readers[name] ?? null, change, kind));
  expect(able).toEqual(who);
});

test.each(['title-confirm', 'retention-confirm', 'product-accept', 'certificate-accept'])(
  'a taken back %s is given anew, and not by undoing the undo past who proposed it',
  (rootKind) => {
    const change = { town: own, producerId: null };
    expect(mayUndo(readers.district ?? null, { ...change, kind: rootKind }, rootKind)).toBe(true);
    expect(mayUndo(readers.district ?? null, { ...change, kind: 'undo' }, rootKind)).toBe(false);
  },
);

test.each([
  ['product-submit', 'p', ['coop']],
  ['output-report', 'p', ['coop']],
  ['brand-amend', 'p', ['coop', 'town', 'district']],
  ['product-draft', 'another', []],
  ['product-accept', null, ['town', 'district']],
  ['product-return', null, ['town', 'district']],
  ['product-withdraw', 'p', ['town', 'district']],
])('%s made by an account of producer %s is undone by %j', (kind, producerId, who) => {
  const able = (change: { kind: string; producerId: string | null }) =>
    Object.keys(readers).filter((name) => mayUndo(readers[name] ?? null, { town: own, ...change }, kind));
  expect(able({ kind, producerId })).toEqual(who);
  // What its town took back, a producer does not bring back.
  expect(able({ kind: 'undo', producerId: null })).not.toContain('coop');
});

test('an undo is undone by whoever could have made what it undid first', async () => {
  const db = await demoRegister();
  const number = await amend(db, '一');
  const undo = await undoChange(db, { number, account: 'zhujiajiao', reason: null, at }, checkUndone);
  const redo = await undoChange(db, { number: undo, account: 'zhujiajiao', reason: null, at }, checkUndone);
  expect(await getRootKind(db, await getChange(db, redo))).toBe('village-amend');
  expect((await getChange(db, number)).undoneBy).toBe(undo);
  const village = await db.selectFrom('village').select('industry').where('code', '=', zhangma).executeTakeFirst();
  expect(village?.industry).toBe('一');
});

describe('refusal', () => {
  test('names the rows that were written since, with the later change', async () => {
    const db = await demoRegister();
    const number = await amend(db, '一');
    const later = await amend(db, '二');
    const failure = await undoChange(db, { number, account: 'zhujiajiao', reason: null, at }, checkUndone).catch(
      (error) => error,
    );
    const named = await namedRefusal(db, failure, tableWords);
    const inTheWay = [{ id: `village/${zhangma}`, name: '张马村（村庄）', change: later }];
    expect(named).toMatchObject({ kind: 'conflict', details: { inTheWay, others: 0 } });
    expect((await listChanges(db, { scope: { kind: 'all' }, limit: 1 }))[0]?.number).toBe(later);
  });

  test.each([null, 'text', [{ table: 'session', row: {} }], [{ table: 'village' }]])(
    'says nothing of %j',
    (details) => {
      expect(rowsInTheWay(details)).toEqual([]);
    },
  );

  test('names the first fifty rows of many, and says how many there are besides', async () => {
    const db = await demoRegister();
    const row = await db.selectFrom('village').selectAll().where('code', '=', zhangma).executeTakeFirstOrThrow();
    const details = Array.from({ length: 60 }, (_, place) => ({ table: 'village', row: { ...row, code: `${place}` } }));
    const named = await namedRefusal(db, new Problem('conflict', '不能撤销', { details }), tableWords);
    expect(named).toMatchObject({ details: { inTheWay: { length: 50 }, others: 10 } });
  });

  test('nobody undoes a change of his own account', async () => {
    const db = await demoRegister();
    const { change } = await recordChange(db, { kind: 'account-amend', account: 'x', at }, async (trx, change) => {
      await trx.updateTable('account').set({ name: '改名', change }).where('username', '=', 'district').execute();
    });
    const wish = { number: change ?? 0, reason: null, at };
    await expect(undoChange(db, { ...wish, account: 'district' }, checkUndone)).rejects.toMatchObject({
      kind: 'forbidden',
    });
    await expect(undoChange(db, { ...wish, account: 'district-2' }, checkUndone)).resolves.toBe((change ?? 0) + 1);
  });

  test('an empty form undoes nothing', () => {
    expect(UndoChange.safeParse({}).success).toBe(false);
    expect(UndoChange.parse({ intent: 'undo', reason: ' ' })).toEqual({ intent: 'undo', reason: null });
  });
});

async function amend(db: Db, industry: string): Promise<number> {
  const entry = { kind: 'village-amend', account: 'zhujiajiao', town: own, at } as const;
  const { change } = await recordChange(db, entry, async (trx, change) => {
    await trx.updateTable('village').set({ industry, change }).where('code', '=', zhangma).execute();
  });
  return change ?? 0;
}
