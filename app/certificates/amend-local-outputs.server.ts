import { mergeForm } from '#app/changes/merge-row.server.ts';
import { notFound } from '#app/problem.ts';
import { categories } from '#app/producers/category.ts';
import { findTown } from '#app/villages/town.repository.server.ts';
import type { Db } from '#db/client.server.ts';
import { knownAt } from '#db/known-at.ts';
import { recordChange } from '#db/record-change.server.ts';
import type { LocalOutputTable } from '#db/tables.ts';
import { insertLocalOutput, listLocalOutputs, updateLocalOutput } from './output.repository.server.ts';
import { sheetOf } from './output.rules.ts';
import type { TonnesSheet } from './output.schema.ts';

interface LocalOutputsAmendment {
  town: string;
  year: number;
  /** Tonnes by category. */
  sheet: TonnesSheet;
  loadedAt: number;
  left: readonly string[];
  account: string;
  at: Date;
}

/**
 * States what a town produced in a year by category (地产农产品产量, domain section 7), merged with what others wrote
 * since the form was loaded. An empty field is not collected.
 *
 * @throws Problem `not-found` for a town that there is not; `conflict` with a Conflict
 */
export async function amendLocalOutputs(
  db: Db,
  amendment: LocalOutputsAmendment,
): Promise<{ change: number | null; joined: string[] }> {
  const { town, year, sheet, loadedAt, left, account, at } = amendment;
  const name = (await findTown(db, town))?.name;
  if (name === undefined) throw notFound('这个镇');
  const request = { kind: 'local-output', account, town, reason: `${name} ${year}年`, at } as const;
  const { change, result } = await recordChange(db, request, async (trx, change) => {
    const read = async (handle: Db) => {
      const rows = await listLocalOutputs(handle, { towns: [town], year });
      return {
        rows,
        sheet: sheetOf(
          categories,
          rows.map(({ category, tonnes }) => ({ field: category, tonnes })),
        ),
      };
    };
    const { rows: present, sheet: theirs } = await read(trx);
    const { sheet: base } = await read(knownAt(trx, loadedAt));
    const mine = Object.fromEntries(categories.map((category) => [category, sheet[category] ?? null]));
    const written = new Map(present.map((row) => [row.category, row.change]));
    const { merged, joined } = await mergeForm(
      trx,
      { latest: change - 1, base, theirs, mine, left },
      async () => written,
    );
    for (const category of categories) {
      const tonnes = merged[category] ?? null;
      if (tonnes === theirs[category]) continue;
      const exists = present.some((row) => row.category === category);
      await writeLocalOutput(trx, { townCode: town, year, category, exists }, tonnes, change);
    }
    return joined;
  });
  return { change, joined: result ?? [] };
}

/** Writes one number of a sheet, as part of a change. */
export async function writeLocalOutput(
  trx: Db,
  { townCode, year, category, exists }: Pick<LocalOutputTable, 'townCode' | 'year' | 'category'> & { exists: boolean },
  tonnes: number | null,
  change: number,
): Promise<void> {
  const wanted = { tonnes, origin: 'entered', source: null, change } as const;
  if (exists) await updateLocalOutput(trx, { townCode, year, category }, wanted);
  else await insertLocalOutput(trx, { townCode, year, category, note: null, ...wanted });
}
