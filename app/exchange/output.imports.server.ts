/** What a sheet of local produce would write: tonnes by town, year and category. */

import { writeLocalOutput } from '#app/certificates/amend-local-outputs.server.ts';
import { listLocalOutputs } from '#app/certificates/output.repository.server.ts';
import { outputYearOf } from '#app/certificates/output.rules.ts';
import { firstOutputYear } from '#app/certificates/output.schema.ts';
import { categories, categoryWords } from '#app/producers/category.ts';
import type { Db } from '#db/client.server.ts';
import type { PlanRows } from './import-plan.ts';
import { compared, over, refused, refusedTown, textOf, unknownRow } from './planned-row.rules.ts';

export const planLocalOutputs: PlanRows = async (db, entries, context) => {
  const present = new Map(
    (await listLocalOutputs(db)).map((row) => [`${row.townCode}/${row.year}/${row.category}`, row]),
  );
  const towns = new Map(context.lists.towns.map(({ code, word }) => [code, word]));
  return entries.map((entry) => {
    const { says } = entry;
    const townCode = textOf(says, 'townCode');
    const town = towns.get(townCode ?? '');
    if (townCode === undefined || town === undefined) return unknownRow(entry, '请填写所属镇', 'townCode');
    const meant = { key: null, name: town, town: townCode };
    const foreign = refusedTown(context.kind, context, town, townCode);
    if (foreign) return refused(entry, meant, [{ key: null, message: foreign }]);
    const year = outputYearOf(textOf(says, 'year'), context.today);
    if (year === null) {
      const message = `请填写年份，${firstOutputYear}年至${context.today.slice(0, 4)}年`;
      return refused(entry, meant, [{ key: 'year', message }]);
    }
    const category = categories.find((one) => one === textOf(says, 'category'));
    if (category === undefined) return refused(entry, meant, [{ key: 'category', message: '请填写类别' }]);
    const key = `${townCode}/${year}/${category}`;
    const row = present.get(key);
    const stored = row ? { tonnes: row.tonnes } : null;
    const wanted = over(stored ?? { tonnes: null }, says);
    const write = (trx: Db, change: number) =>
      writeLocalOutput(trx, { townCode, year, category, exists: row !== undefined }, wanted.tonnes, change);
    const name = `${town} ${year}年 ${categoryWords[category]}`;
    return compared(entry, { key, name, town: townCode, present: stored, wanted, problems: [], write });
  });
};
