/**
 * A program that writes to a register by its real commands and says each change once it is answered; tests kill it. Waits
 * for a line on its standard input first, so that a test can have the next one ready. Arguments: the `DATABASE_URL`, a
 * word of its own, and how many changes it makes before it ends by itself.
 */

import { once } from 'node:events';
import { writeSync } from 'node:fs';
import { planImport, writePlan } from '#app/exchange/plan-import.server.ts';
import { Problem } from '#app/problem.ts';
import { amendStatistics } from '#app/villages/amend-statistics.server.ts';
import { amendVillage } from '#app/villages/amend-village.server.ts';
import { findStatistic, listLedgersAfter } from '#app/villages/statistic.repository.server.ts';
import { ledgerOf } from '#app/villages/statistic.rules.ts';
import { chainHead } from '#db/chain.server.ts';
import { openDatabase } from '#db/client.server.ts';
import { recordChange } from '#db/record-change.server.ts';

const [address = '', word = '', most = ''] = process.argv.slice(2);
const at = new Date('2026-11-24T08:00:00Z');
const district = { username: 'district', name: '区', role: 'district', townCode: null, producerId: null } as const;
/** 东庄村. */
const code = '310118103274';

/** Straight to the pipe: what was answered must be said even if this program is killed next. */
const say = (line: string) => writeSync(1, `${line}\n`);

const db = openDatabase(address);
await chainHead(db);
say('ready');
await once(process.stdin, 'data');
for (let turn = 1; turn <= Number(most); turn += 1) {
  const change = await write(turn).catch(unlessOvertaken);
  if (change !== null) say(`${change} ${word}-${turn}`);
}
await db.destroy();
process.exit(0);

/** Another program was first: refused as it should be, and no answer. */
function unlessOvertaken(error: unknown): null {
  if (error instanceof Problem && error.kind === 'conflict') return null;
  throw error;
}

async function write(turn: number): Promise<number | null> {
  const account = 'district';
  const { number: loadedAt } = await chainHead(db);
  if (turn % 4 === 2) {
    // As an import is written: compared and written within its transaction. Reading its file is no matter of the database.
    const ledgers = await listLedgersAfter(db, {}, { after: null, limit: 40 });
    const file = {
      sheets: [],
      entries: new Map([
        [
          'statistics' as const,
          ledgers.map(({ villageCode, year }, row) => ({
            kind: 'statistics' as const,
            place: { sheet: word, row },
            says: { villageCode, year: String(year), households: word.length + turn + row, confirmJump: true },
            problems: [],
          })),
        ],
      ]),
    };
    const request = { kind: 'import', account, reason: `${word}-${turn}`, at } as const;
    const { change } = await recordChange(db, request, async (trx, change) =>
      writePlan(trx, await planImport(trx, file, { reader: district, now: at }), change, () => {}),
    );
    return change;
  }
  if (turn % 2 === 0) {
    const ledger = { ...ledgerOf(await findStatistic(db, code, 2023)), partyMembers: turn };
    return (
      await amendStatistics(db, { ...{ code, year: 2023, ledger, loadedAt, left: [], confirmJump: true }, account, at })
    ).change;
  }
  const profile = { introduction: `${word}-${turn}`, industry: null, settlements: null };
  return (await amendVillage(db, { ...{ code, profile, loadedAt, left: [] }, account, at })).change;
}
