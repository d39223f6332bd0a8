/** A register of many villages, and a file with 100,000 ledgers of them: what a country's import would be. */
import { buffer } from 'node:stream/consumers';
import { rowKinds } from '#app/exchange/kinds.ts';
import type { Cell } from '#app/exchange/workbook.ts';
import { writeXlsx } from '#app/exchange/write-xlsx.server.ts';
import { ledgerFields } from '#app/villages/statistic.fields.ts';
import type { Db } from '#db/client.server.ts';
import { recordChange } from '#db/record-change.server.ts';

const years = 25;
const firstYear = 2001;
export const ledgerCount = 100_000;
const town = '310118103';

const codeOf = (index: number) => `9${String(index).padStart(11, '0')}`;

/** Adds the villages that the ledgers are of, as one change. */
export async function addVillages(db: Db, at: Date): Promise<void> {
  await recordChange(db, { kind: 'seed', account: null, at }, async (trx, change) => {
    const sample = await trx.selectFrom('village').selectAll().limit(1).executeTakeFirstOrThrow();
    for (let index = 0; index < ledgerCount / years; index += 1)
      await trx
        .insertInto('village')
        .values({ ...sample, code: codeOf(index), name: `测${index}村`, townCode: town, origin: 'demo', change })
        .execute();
  });
}

/** The values of the ledgers, as the register would keep them. */
export function* ledgers(): Generator<{ villageCode: string; year: number; values: number[] }> {
  for (let index = 0; index < ledgerCount; index += 1) {
    const village = Math.floor(index / years);
    const base = 100 + (village % 900) + (index % years);
    yield {
      villageCode: codeOf(village),
      year: firstYear + (index % years),
      // km² first among the measures, then land that fits in it.
      values: ledgerFields.map((field, position) =>
        field === 'area' ? 50.5 : field === 'villageGroups' || field === 'partyMembers' ? 40 : base + position,
      ),
    };
  }
}

/** The file that an office would bring. */
export async function ledgerFile(): Promise<Uint8Array<ArrayBuffer>> {
  const { columns } = rowKinds.statistics;
  const wanted = columns.filter(({ key }) => key !== 'confirmJump');
  function* rows(): Generator<(Cell | null)[]> {
    yield wanted.map(({ header }) => ({ value: header, style: 'header' }));
    for (const { villageCode, year, values } of ledgers()) {
      const cells: Record<string, Cell> = {
        villageCode: { value: villageCode, style: 'code' },
        townCode: { value: '练塘镇', style: 'text' },
        year: { value: year, style: 'year' },
        ...Object.fromEntries(
          ledgerFields.map((field, index) => [field, { value: values[index] ?? 0, style: 'plain' }]),
        ),
      };
      yield wanted.map(({ key }) => cells[key] ?? null);
    }
  }
  const sheet = { name: '年度台账', columns: wanted.map(() => ({ width: 12, style: 'plain' as const })), rows: rows() };
  return new Uint8Array(await buffer(writeXlsx([sheet])));
}
