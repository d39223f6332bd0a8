/** The booklet of the villages of a town, or of all three. */

import { levelWords } from '#app/villages/level.rules.ts';
import { listTowns } from '#app/villages/town.repository.server.ts';
import { retentionWords } from '#app/villages/village.fields.ts';
import { countVillages, listVillagesAfter } from '#app/villages/village-list.repository.server.ts';
import type { Db } from '#db/client.server.ts';
import type { Booklet } from './report-sheet.ts';
import { readVillage } from './village-sheet.server.ts';

/** The villages that stood on the day, as the list of villages has them, in the order of the codes. */
export async function readBooklet(db: Db, town: string | null, asOf: string): Promise<Booklet['towns']> {
  const towns = await listTowns(db, town === null ? {} : { town });
  const booklet: Booklet['towns'] = [];
  for (const { code, name } of towns) {
    const filter = { q: '', town: code };
    const limit = await countVillages(db, filter, asOf);
    const villages: Booklet['towns'][number]['villages'] = [];
    for (const item of await listVillagesAfter(db, filter, { asOf, after: '', limit }))
      villages.push({
        ...(await readVillage(db, item.code, asOf)),
        name: item.name,
        level: item.level === null ? '尚无称号' : levelWords[item.level],
        retention: retentionWords[item.retention],
      });
    booklet.push({ code, name, villages });
  }
  return booklet;
}
