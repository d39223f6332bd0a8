/**
 * An import of 100,000 new ledgers beside what it cannot do without: reading the file, and inserting as many rows by a
 * plain prepared statement with the same `synchronous`. Then the undo.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import SQLite from 'better-sqlite3';
import { undoChange } from '#app/changes/undo-change.server.ts';
import { checkUndone } from '#app/exchange/check-undone.server.ts';
import { readSpreadsheet } from '#app/exchange/read-spreadsheet.server.ts';
import { importFile } from '#app/exchange/run-import.server.ts';
import { ledgerFields } from '#app/villages/statistic.fields.ts';
import { verifyChain } from '#db/chain.server.ts';
import { openDatabase } from '#db/client.server.ts';
import { migrate } from '#db/migrate.server.ts';
import { seedIfEmpty } from '#seeds/seed.ts';
import { startServer } from '#tests/support/server.ts';
import { importInServer } from './import-in-server.ts';
import { addVillages, ledgerCount, ledgerFile, ledgers } from './large-ledger.ts';
import { say } from './rows.ts';

/** Megabytes that the server may take. */
const largest = 500;

const now = new Date('2026-11-24T02:00:00Z');
const reader = { username: 'liantang', name: '练塘', role: 'town', townCode: '310118103', producerId: null } as const;
const note = (line: string) => process.stdout.write(`${line}\n`);
const folder = mkdtempSync(path.join(tmpdir(), 'register-bench-'));

async function timed<T>(work: () => Promise<T> | T): Promise<{ took: number; result: T }> {
  const start = performance.now();
  const result = await work();
  return { took: performance.now() - start, result };
}

const bytes = await ledgerFile();
const db = openDatabase(`file:${folder}/register.sqlite`);
await migrate(db);
await seedIfEmpty(db, 'demo', now);
await addVillages(db, now);

const parse = await timed(async () => {
  for await (const event of readSpreadsheet(bytes)) void event;
});
const insert = await timed(plainInserts);
const whole = await timed(() => importFile(db, { name: '台账.xlsx', bytes }, { reader, now, write: true }));
const { change } = whole.result;
if (change === null) throw new Error('nothing was written');
const undo = await timed(() =>
  undoChange(db, { number: change, account: reader.username, reason: null, at: now }, checkUndone),
);
const verify = await timed(() => verifyChain(db));
if (verify.result !== null) throw new Error(verify.result.what);
await db.destroy();
rmSync(folder, { recursive: true });

const seconds = (took: number) => `${(took / 1000).toFixed(1)} 秒`;
const base = parse.took + insert.took;
say({
  work: `导入 ${ledgerCount} 行年度台账（${(bytes.length / 2 ** 20).toFixed(1)} MB）÷ 只读文件加只插入同样多的行`,
  register: whole.took,
  baseline: base,
  ...{ unit: '毫秒', wanted: 4 },
});
note(`撤销 ${seconds(undo.took)}，核验全部变更 ${seconds(verify.took)}`);

const server = await startServer();
const inServer = openDatabase(`file:${server.file}`);
await addVillages(inServer, new Date());
await inServer.destroy();
for (const { name, took, memory, longest, pages } of await importInServer(server, bytes)) {
  note(
    `服务器里${name} ${seconds(took)}：整个进程最多 ${memory.toFixed(0)} MB；其间另一人打开 ${pages} 个页面，最久的等了 ${longest.toFixed(0)} ms`,
  );
  if (memory >= largest) {
    note(`超出上限 ${largest} MB`);
    process.exitCode = 1;
  }
}
await server.stop();

/** The same values into a table of the same columns, in one transaction. */
function plainInserts(): void {
  const plain = new SQLite(path.join(folder, 'plain.sqlite'));
  plain.pragma('journal_mode = WAL');
  plain.pragma('synchronous = FULL');
  plain.exec(`create table ledger (villageCode text, year integer, ${ledgerFields.map((field) => `${field} real`).join(', ')},
    origin text, source text, change integer, primary key (villageCode, year)) strict`);
  const places = Array.from({ length: ledgerFields.length + 5 }, () => '?').join(', ');
  const statement = plain.prepare(`insert into ledger values (${places})`);
  plain.transaction(() => {
    for (const { villageCode, year, values } of ledgers())
      statement.run(villageCode, year, ...values, 'entered', null, 1);
  })();
  plain.close();
}
