/** The signed word for the chain's head, and what is found when somebody edits the register with a database tool. */
import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { runRegistry } from '#app/registry/run.server.ts';
import { proveHistory, readAgainst } from '#app/statements/prove-history.server.ts';
import { readStatement } from '#app/statements/statement.rules.ts';
import { type Db, openDatabase } from '#db/client.server.ts';
import { columnsOf } from '#db/columns.ts';
import { recordChange } from '#db/record-change.server.ts';
import { registeredNames } from '#db/registered.ts';
import { isOnPostgres, newAddress } from '#tests/support/database.ts';
import { behindGuards } from '#tests/support/tamper.ts';

let home: string;
let address: string;
beforeEach(async () => {
  home = mkdtempSync(path.join(tmpdir(), 'statements-'));
  address = isOnPostgres ? await newAddress() : `file:${at('register.sqlite')}`;
  await registry('seed', 'demo');
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const at = (name: string) => path.join(home, name);

async function registry(...args: string[]) {
  const said: string[] = [];
  const errors: string[] = [];
  const surroundings = {
    ...{ databaseUrl: address, backupFolder: at('backups'), input: async () => '' },
    ...{ now: new Date('2026-11-24T08:00:00Z'), say: (line: string) => said.push(line) },
  };
  const status = await runRegistry(args, surroundings, (sentence) => errors.push(sentence));
  return { status, said: said.join('\n'), error: errors.join('\n') };
}

/** Does something to the register behind its guards, and puts the guards back. */
async function meddle<T>(work: (db: Db) => Promise<T>): Promise<T | undefined> {
  const db = openDatabase(address);
  let result: T | undefined;
  await behindGuards(db, async (trx) => {
    result = await work(trx);
  });
  await db.destroy();
  return result;
}

const run = (db: Db, statement: string) => sql.raw(statement).execute(db);

async function numberOf(db: Db, query: string): Promise<number> {
  const { rows } = await sql.raw<{ n: number }>(query).execute(db);
  return Number(rows[0]?.n);
}

/** Takes the last changes away so that everything that is left fits together. */
async function removeTail(db: Db, count: number): Promise<number> {
  const last = (await numberOf(db, 'select max(number) as n from change')) - count;
  for (const table of registeredNames) {
    const columns = columnsOf(table)
      .map((column) => `"${column}"`)
      .join(', ');
    await run(db, `delete from "${table}" where change > ${last}`);
    await run(
      db,
      `insert into "${table}" (${columns}) select ${columns} from "${table}History"
       where "endedBy" > ${last} and change <= ${last}`,
    );
    await run(db, `delete from "${table}History" where "endedBy" > ${last}`);
  }
  await run(db, `delete from change where number > ${last}`);
  return last;
}

// On PostgreSQL the key lies in the program's own folder, which is no place for a test.
describe.skipIf(isOnPostgres)('a statement', () => {
  test('is proved by the register that signed it, and after more changes too', async () => {
    expect(await registry('statement', at('s.json'))).toMatchObject({ status: 0 });
    await registry('account', 'add', '--username', 'later', '--name', '后来', '--role', 'viewer');
    const proved = await registry('verify', '--against', at('s.json'));
    expect(proved.said).toMatch(/核验通过.*\n所持的第 \d+ 号登记版本及其之前的历史都在，没有改动，签名有效/);
    expect(statSync(at('signing-key.pem')).mode & 0o777).toBe(0o600);
  });

  test('says the same bytes whenever it is signed, and openssl would agree: the text alone is signed', async () => {
    await registry('statement', at('a.json'));
    await registry('statement', at('b.json'));
    expect(readFileSync(at('a.json'))).toEqual(readFileSync(at('b.json')));
    const statement = readStatement(readFileSync(at('a.json'), 'utf8'));
    expect(statement?.text).toMatch(/^青西乡村振兴登记簿 链首声明\n登记版本 \d+\n形成于 .*Z\n链首 [0-9a-f]{64}\n$/);
  });

  test('stays true after the key was changed, and the old private key is gone', async () => {
    await registry('statement', at('s.json'));
    const old = readFileSync(at('signing-key.pem'), 'utf8');
    const rotated = await registry('key', 'rotate');
    expect(rotated.said.match(/密钥 [0-9a-f]{16}/g)).toHaveLength(2);
    expect(readFileSync(at('signing-key.pem'), 'utf8')).not.toBe(old);
    expect(statSync(at('signing-key.pem')).mode & 0o777).toBe(0o600);
    expect(await registry('verify', '--against', at('s.json'))).toMatchObject({ status: 0 });
    await registry('statement', at('t.json'));
    expect(readStatement(readFileSync(at('t.json'), 'utf8'))?.key).not.toBe(
      readStatement(readFileSync(at('s.json'), 'utf8'))?.key,
    );
    expect(await registry('verify', '--against', at('t.json'))).toMatchObject({ status: 0 });
  });

  test('that was altered, or signed by a stranger, is refused', async () => {
    await registry('statement', at('s.json'));
    const statement = JSON.parse(readFileSync(at('s.json'), 'utf8'));
    const refused = async (altered: object) => {
      writeFileSync(at('x.json'), JSON.stringify(altered));
      return (await registry('verify', '--against', at('x.json'))).error;
    };
    const text = statement.text.replace(/链首 ./, '链首 0');
    expect(
      await refused({ ...statement, text: text === statement.text ? text.replace('链首 0', '链首 1') : text }),
    ).toMatch(/签名不对/);
    const stranger = generateKeyPairSync('ed25519').privateKey;
    const signature = sign(null, Buffer.from(statement.text), stranger).toString('base64');
    expect(await refused({ ...statement, signature })).toMatch(/签名不对/);
    expect(await refused({ ...statement, signature, key: '0'.repeat(16) })).toMatch(/不是本登记簿公布过的密钥/);
    expect(await refused({ ...statement, text: '青西' })).toMatch(/不是链首声明/);
    expect(await refused([])).toMatch(/不是链首声明/);
    expect((await registry('verify', '--against', at('none.json'))).error).toMatch(/没有 .*none\.json/);
  });

  test('the key lies in no backup', async () => {
    await registry('statement', at('s.json'));
    await registry('backup', at('backup.sqlite'));
    const body = readFileSync(at('signing-key.pem'), 'utf8').split('\n')[1] ?? '';
    expect(body).toMatch(/^MC4/);
    const backup = readFileSync(at('backup.sqlite'));
    expect(backup.includes(body)).toBe(false);
    expect(backup.includes(Buffer.from(body, 'base64').subarray(-32))).toBe(false);
  });
});

describe('edits with a database tool are found and named', () => {
  test.each([
    [
      'a row that stands',
      "update town set name = '别的镇' where code = '310118102'",
      '第 1 号变更对不上：它的内容不是封存时的内容',
    ],
    [
      'the entry of a change',
      "update change set reason = '别的原因' where number = 7",
      '第 7 号变更对不上：它的内容不是封存时的内容',
    ],
    ['a change that is taken out', 'delete from change where number = 9', '第 9 号变更对不上：这号变更不见了'],
    [
      'a row that no change wrote',
      `insert into "areaTown" select "areaId", '310118102', 99999 from "areaTown" where "townCode" <> '310118102' limit 1`,
      'areaTown 里有一行属于从未作过的变更',
    ],
  ])('%s', async (_, edit, found) => {
    await meddle((db) => run(db, edit));
    const { status, error } = await registry('verify');
    expect(status).toBe(1);
    expect(error).toContain(found);
  });

  test('an earlier version in the history', async () => {
    const ended = await meddle(async (db) => {
      const first = await numberOf(db, 'select min("endedBy") as n from "titleHistory"');
      await run(db, `update "titleHistory" set source = '别的来源' where "endedBy" = ${first}`);
      return first;
    });
    const { error } = await registry('verify');
    expect(Number(/^第 (\d+) 号变更对不上/.exec(error)?.[1])).toBeLessThan(ended ?? 0);
  });

  test.skipIf(isOnPostgres)(
    'a removed tail, with all that is left consistent: nothing but the statement knows',
    async () => {
      await registry('statement', at('s.json'));
      const hash = /链首 ([0-9a-f]{64})/.exec((await registry('verify')).said)?.[1];
      const last = (await meddle((db) => removeTail(db, 5))) ?? 0;
      expect(await registry('verify')).toMatchObject({ status: 0 });
      const gone = `登记簿只到第 ${last} 号变更，少了第 ${last + 1} 号到第 ${last + 5} 号`;
      expect((await registry('verify', '--against', at('s.json'))).error).toContain(gone);
      expect((await registry('verify', '--against', `${last + 5}:${hash}`)).error).toContain(gone);
    },
  );

  test.skipIf(isOnPostgres)('a history that was rewritten and sealed anew throughout', async () => {
    await registry('statement', at('s.json'));
    await meddle(async (db) => {
      const last = (await removeTail(db, 1)) + 1;
      // Another change under the same number, as somebody writes it who cannot seal it.
      const forged = createHash('sha256').update('forged').digest('hex');
      await run(
        db,
        `insert into change (number, at, kind, "previousHash", hash)
         select ${last}, '2026-11-24T02:00:00.000Z', 'seed', hash, '${forged}' from change where number = ${last - 1}`,
      );
    });
    expect((await registry('verify')).status).toBe(1);
    const db = openDatabase(address);
    await expect(proveHistory(db, await readAgainst(db, at('s.json')))).rejects.toThrow(/改写过/);
    await db.destroy();
  });

  test('a swapped attachment is named with the change that stored it, and so is one that is gone', async () => {
    const hash = createHash('sha256').update('the paper').digest('hex');
    const db = openDatabase(address);
    const { change } = await recordChange(
      db,
      { kind: 'certificate-submit', account: 'coop', at: new Date('2026-11-24T08:00:00Z') },
      async (trx, number) => {
        const bytes = Buffer.from('the paper');
        const paper = { hash, mediaType: 'application/pdf', size: bytes.length, bytes, addedAt: '2026-11-24' };
        await trx.insertInto('attachment').values(paper).execute();
        const first = trx.selectFrom('certificate').select('id').limit(1);
        await trx
          .updateTable('certificate')
          .set({ attachmentHash: hash, change: number })
          .where('id', '=', first)
          .execute();
      },
    );
    await db.destroy();
    expect((await registry('verify')).status).toBe(0);
    await meddle((file) => sql`update attachment set bytes = ${Buffer.from('x')} where hash = ${hash}`.execute(file));
    expect((await registry('verify')).error).toBe(`第 ${change} 号变更对不上：附件 ${hash} 不是当时存入的文件`);
    await meddle((file) => run(file, `delete from attachment where hash = '${hash}'`));
    expect((await registry('verify')).error).toBe(`第 ${change} 号变更对不上：附件 ${hash} 不见了`);
  });
});
