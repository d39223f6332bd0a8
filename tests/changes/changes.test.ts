/** Looking up what was changed: whose changes a reader reaches, which touch a village, and what each did, in words. */
import { beforeAll, describe, expect, test } from 'vitest';
import type { Scope } from '#app/accounts/policy.rules.ts';
import { countChanges, getChange, listChanges, listMakers } from '#app/changes/change.repository.server.ts';
import { ChangeApiQuery, ChangeQuery } from '#app/changes/change-query.schema.ts';
import { rowChangesOf, rowChangesOfOwner, rowChangesWithin } from '#app/changes/row-history.repository.server.ts';
import { valuesIn } from '#app/changes/row-history.rules.ts';
import { readRowNames } from '#app/changes/row-names.repository.server.ts';
import { describeRow, nameSubject } from '#app/changes/row-words.rules.ts';
import { listSubjects } from '#app/changes/subject.repository.server.ts';
import { tableWords } from '#app/exchange/words.ts';
import { findVillagesMeant } from '#app/villages/village.repository.server.ts';
import type { Db } from '#db/client.server.ts';
import { recordChange } from '#db/record-change.server.ts';
import { demoRegister } from '#tests/support/database.ts';

const all: Scope = { kind: 'all' };
const zhangma = '310118102232';
const inZhangma = { owner: 'village', id: zhangma } as const;
const at = new Date('2026-11-24T08:00:00Z');

let db: Db;
beforeAll(async () => {
  db = await demoRegister();
});

async function told(register: Db, number: number) {
  const rows = (await rowChangesOf(register, [number])).get(number) ?? [];
  const names = await readRowNames(register, valuesIn(rows));
  return rows.map((row) => describeRow(row, tableWords, names));
}

describe('scope', () => {
  test('a town sees its own changes and those of the district, but none of accounts and of other towns', async () => {
    const register = await demoRegister();
    await recordChange(register, { kind: 'account-amend', account: 'district', at }, async (trx, change) => {
      await trx.updateTable('account').set({ active: 0, change }).where('username', '=', 'viewer').execute();
    });
    const scope: Scope = { kind: 'town', town: '310118103' };
    const seen = await listChanges(register, { scope, limit: 10_000 });
    expect(new Set(seen.map(({ town }) => town))).toEqual(new Set(['310118103', null]));
    expect(seen.some(({ kind }) => kind === 'account-amend')).toBe(false);
    expect(seen.length).toBe(await countChanges(register, { scope }));
    const others = await listChanges(register, { scope: { kind: 'town', town: '310118102' }, limit: 1000 });
    const number = others.find(({ town }) => town !== null)?.number ?? 0;
    await expect(getChange(register, number, scope)).rejects.toMatchObject({ kind: 'not-found' });
    expect((await listMakers(register, scope)).map(({ username }) => username)).not.toContain('zhujiajiao');
  });

  test('a producer sees what became of its own rows, its town’s answers included, and nothing of others', async () => {
    const register = await demoRegister();
    const scope: Scope = { kind: 'producer', producer: 'demo-coop' };
    const outputOf = (trx: Db, id: string, change: number) =>
      trx.updateTable('output').set({ tonnes: 1, change }).where('productId', '=', id).where('year', '=', 2024);
    const accept = async (...ids: string[]) => {
      const entry = { kind: 'output-accept', account: 'zhujiajiao', town: '310118102', at } as const;
      const { change } = await recordChange(register, entry, async (trx, number) => {
        for (const id of ids) await outputOf(trx, id, number).execute();
      });
      return change ?? 0;
    };
    const shared = await accept('demo-coop-1', 'demo-wangjin-1');
    const another = await accept('demo-wangjin-1');
    const seen = (await listChanges(register, { scope, limit: 1000 })).map(({ number }) => number);
    expect(seen).toContain(shared);
    expect(seen).not.toContain(another);
    await expect(getChange(register, another, scope)).rejects.toMatchObject({ kind: 'not-found' });
    const told = (await rowChangesWithin(register, [shared], scope)).get(shared);
    expect(told?.map(({ key }) => key)).toEqual(['demo-coop-1/2024']);
  });

  test('a decision about a certificate is found at its producer, its product and itself', async () => {
    const event = await db
      .selectFrom('certificateEvent')
      .innerJoin('certificate', 'certificate.id', 'certificateId')
      .select(['certificateEvent.change', 'certificate.id as certificate', 'certificate.producerId as producer'])
      .select('certificate.productId as product')
      .executeTakeFirstOrThrow();
    for (const owner of ['certificate', 'product', 'producer'] as const) {
      const found = await listChanges(db, { scope: all, of: { owner, id: event[owner] }, limit: 1000 });
      expect(found.map(({ number }) => number)).toContain(event.change);
    }
  });

  test('the public sees nothing, the district all', async () => {
    expect(await countChanges(db, { scope: { kind: 'none' } })).toBe(0);
    expect(await countChanges(db, { scope: all })).toBeGreaterThan(100);
  });
});

describe('of one village', () => {
  test('the steps of its titles are found, and other villages’ rows left out', async () => {
    const changes = await listChanges(db, { scope: all, of: inZhangma, limit: 1000 });
    const numbers = changes.map(({ number }) => number);
    const rows = await rowChangesOfOwner(db, numbers, inZhangma);
    expect([...rows.values()].every((own) => own.length > 0)).toBe(true);
    const tables = new Set([...rows.values()].flat().map(({ table }) => table));
    for (const table of ['village', 'statistic', 'title', 'titleStep'] as const) expect(tables).toContain(table);
    const codes = [...rows.values()].flat().flatMap(({ row }) => row.villageCode ?? []);
    expect(new Set(codes)).toEqual(new Set([zhangma]));
  });

  test('a row that was moved is told in the village that it left, and in the one that it came to', async () => {
    const register = await demoRegister();
    const { change } = await recordChange(
      register,
      { kind: 'title-correct', account: null, at },
      async (trx, change) => {
        const title = trx.selectFrom('title').select('id').where('villageCode', '=', zhangma).limit(1);
        await trx.updateTable('title').set({ villageCode: '310118102201', change }).where('id', '=', title).execute();
      },
    );
    const [last] = await listChanges(register, { scope: all, of: inZhangma, limit: 1 });
    expect(last?.number).toBe(change);
    for (const village of [zhangma, '310118102201']) {
      const rows = (await rowChangesOfOwner(register, [change ?? 0], { owner: 'village', id: village })).get(
        change ?? 0,
      );
      expect(rows).toMatchObject([{ table: 'title', verb: 'amended' }]);
    }
  });

  test('a typed name or code leads to it, an ambiguous one to all it can mean', async () => {
    const codes = async (typed: string) => (await findVillagesMeant(db, typed)).map(({ code }) => code);
    expect(await codes('张马')).toEqual([zhangma]);
    expect(await codes(' ３１０１１８１０２２３２ ')).toEqual([zhangma]);
    expect(await codes('淀')).toEqual(['310118102219', '310118102223', '310118104223', '310118104231']);
    expect(await codes('新港村')).toHaveLength(1);
    expect(await codes('')).toEqual([]);
    expect(await codes('没有这村')).toEqual([]);
  });
});

describe('of a page of changes', () => {
  test('each tells what it did itself, though all wrote the same row', async () => {
    const register = await demoRegister();
    const statistic = await register
      .selectFrom('statistic')
      .selectAll()
      .where('villageCode', '=', zhangma)
      .where('year', '=', 2022)
      .executeTakeFirstOrThrow();
    const write = async (work: (trx: Db, change: number) => Promise<unknown>) =>
      (await recordChange(register, { kind: 'statistics-amend', account: null, at }, work)).change ?? 0;
    const ofRow = (trx: Db) => trx.updateTable('statistic').where('villageCode', '=', zhangma).where('year', '=', 2022);
    const first = await write((trx, change) => ofRow(trx).set({ households: 1, change }).execute());
    const second = await write((trx, change) => ofRow(trx).set({ households: 2, change }).execute());
    const third = await write((trx) =>
      trx.deleteFrom('statistic').where('villageCode', '=', zhangma).where('year', '=', 2022).execute(),
    );
    const fourth = await write((trx, change) =>
      trx
        .insertInto('statistic')
        .values({ ...statistic, households: 3, change })
        .execute(),
    );
    const rows = await rowChangesOf(register, [fourth, third, second, first]);
    const households = (number: number) =>
      rows.get(number)?.map(({ verb, fields }) => {
        const field = fields.find(({ field }) => field === 'households');
        return [verb, field?.old, field?.new];
      });
    expect(households(first)).toEqual([['amended', statistic.households, 1]]);
    expect(households(second)).toEqual([['amended', 1, 2]]);
    expect(households(third)).toEqual([['deleted', 2, null]]);
    expect(households(fourth)).toEqual([['added', null, 3]]);
  });

  test('is read as if each change were asked for alone', async () => {
    const numbers = (await listChanges(db, { scope: all, limit: 20 })).map(({ number }) => number);
    const together = await rowChangesOf(db, numbers);
    for (const number of numbers) expect(together.get(number)).toEqual((await rowChangesOf(db, [number])).get(number));
    expect(await rowChangesOf(db, [])).toEqual(new Map());
  });
});

describe('what it was about', () => {
  const about = async (register: Db, number: number, scope: Scope = all) => {
    const subject = (await listSubjects(register, [number], scope)).get(number);
    return subject && nameSubject(subject, tableWords, await readRowNames(register, Object.values(subject.row)));
  };

  test('is the row, or the first of many with their number', async () => {
    const register = await demoRegister();
    const write = async (work: (trx: Db, change: number) => Promise<unknown>) =>
      (await recordChange(register, { kind: 'statistics-amend', account: null, at }, work)).change ?? 0;
    const ledgers = (trx: Db, change: number) => trx.updateTable('statistic').set({ area: null, change });
    const one = await write((trx, change) =>
      ledgers(trx, change).where('villageCode', '=', zhangma).where('year', '=', 2022).execute(),
    );
    expect(await about(register, one)).toEqual({ noun: '年度台账', name: '张马村 2022年' });
    const many = await write((trx, change) => ledgers(trx, change).where('villageCode', '=', zhangma).execute());
    expect((await about(register, many))?.name).toMatch(/^张马村 \d{4}年 等 \d+ 行$/);
    const gone = await write((trx) => trx.deleteFrom('statistic').where('year', '=', 2022).execute());
    expect((await about(register, gone))?.name).toMatch(/2022年 等 \d+ 行$/);
    expect(await about(register, one, { kind: 'producer', producer: 'demo-coop' })).toBeUndefined();
  });

  test('is the title whose step was taken', async () => {
    const [step] = await listChanges(db, { scope: all, kind: 'title-advance', limit: 1 });
    expect(await about(db, step?.number ?? 0)).toEqual({ noun: '荣誉与创建', name: expect.not.stringContaining('等') });
  });
});

describe('in words', () => {
  test('names the row, and the old and the new value of each field', async () => {
    const register = await demoRegister();
    const { change } = await recordChange(
      register,
      { kind: 'village-amend', account: null, at },
      async (trx, change) => {
        const village = { retention: 'not-retained', industry: null, settlements: '东浜', change } as const;
        await trx.updateTable('village').set(village).where('code', '=', zhangma).execute();
        const ledger = { households: 1234, area: null, change };
        await trx
          .updateTable('statistic')
          .set(ledger)
          .where('villageCode', '=', zhangma)
          .where('year', '=', 2022)
          .execute();
      },
    );
    const [village, ledger] = await told(register, change ?? 0);
    expect(village).toMatchObject({ noun: '村庄', name: '张马村', verb: 'amended' });
    expect(village?.fields.map(({ label, new: current }) => [label, current])).toEqual([
      ['规划保留保护', '不属规划保留保护'],
      ['主导产业', '（空）'],
      ['自然村落', '东浜'],
    ]);
    expect(ledger?.name).toBe('张马村 2022年');
    expect(ledger?.fields).toContainEqual(
      expect.objectContaining({ label: '户数', new: expect.stringMatching(/^1,234/) }),
    );
  });

  test('tells tonnes to the kilogram, as they are reported', async () => {
    const register = await demoRegister();
    const entry = { kind: 'output-report', account: null, at } as const;
    const { change } = await recordChange(register, entry, async (trx, change) => {
      const output = trx.updateTable('output').set({ tonnes: 12.345, change });
      await output.where('productId', '=', 'demo-coop-1').where('year', '=', 2024).execute();
    });
    const [output] = await told(register, change ?? 0);
    expect(output?.fields).toMatchObject([{ label: '产量', new: '12.345 吨' }]);
  });

  test('tells every change of the demonstration without a code of the program', async () => {
    const changes = await listChanges(db, { scope: all, limit: 10_000 });
    for (const { number } of changes) {
      for (const { noun, name, verb, fields } of await told(db, number)) {
        expect(noun).not.toBe('其他记录');
        const said = [
          name,
          ...fields.flatMap(({ old, new: current }) => (verb === 'added' ? [current] : [old, current])),
        ];
        for (const text of said) expect(text).not.toMatch(/^(null|undefined|[a-z]+(-[a-z]+)+)$/);
      }
    }
  });
});

test('a page asked for with nonsense is the first page, a system is told', () => {
  const nonsense = { village: 'x'.repeat(101), account: '', kind: '__proto__', before: '-1' };
  expect(ChangeQuery.parse(nonsense)).toEqual({ village: '', account: undefined, kind: undefined, before: undefined });
  expect(ChangeApiQuery.parse({})).toEqual({ after: 0, limit: 50 });
  for (const query of [{ after: 'x' }, { after: '-1' }, { limit: '0' }, { limit: '201' }])
    expect(ChangeApiQuery.safeParse(query).success).toBe(false);
});
