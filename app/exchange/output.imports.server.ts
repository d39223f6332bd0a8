/** What sheets of tonnes would write: of products by year, and of local produce by town, year and category. */

import { writeLocalOutput } from '#app/certificates/amend-local-outputs.server.ts';
import { listLocalOutputs, listOutputsAfter } from '#app/certificates/output.repository.server.ts';
import { outputYearOf } from '#app/certificates/output.rules.ts';
import { firstOutputYear } from '#app/certificates/output.schema.ts';
import { writeReported } from '#app/certificates/report-outputs.server.ts';
import { categories, categoryWords } from '#app/producers/category.ts';
import { listOwnProducts } from '#app/products/draft.repository.server.ts';
import type { Db } from '#db/client.server.ts';
import type { PlanContext, PlanRows } from './import-plan.ts';
import { meantProduct, productsByName } from './meant-product.rules.ts';
import { compared, over, refused, refusedTown, textOf, unknownRow } from './planned-row.rules.ts';

export const planLocalOutputs: PlanRows = async (db, entries, context) => {
  const { within } = context;
  const present = new Map(
    (await listLocalOutputs(db, within.town === undefined ? {} : { towns: [within.town] })).map((row) => [
      `${row.townCode}/${row.year}/${row.category}`,
      row,
    ]),
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
    if (year === null) return refused(entry, meant, [unusableYear(context)]);
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

const unusableYear = ({ today }: Pick<PlanContext, 'today'>) => ({
  key: 'year',
  message: `请填写年份，${firstOutputYear}年至${today.slice(0, 4)}年`,
});

/** Of products, brought in by the town for their producers: they wait for an answer like what a producer reports. */
export const planOutputs: PlanRows = async (db, entries, context) => {
  const products = productsByName(await listOwnProducts(db, context.within));
  const all = await listOutputsAfter(
    db,
    { town: context.within.town ?? null, producer: null },
    { after: null, limit: Number.MAX_SAFE_INTEGER },
  );
  const present = new Map(all.map((row) => [`${row.productId}/${row.year}`, row]));
  return entries.map((entry) => {
    const product = meantProduct(entry.says, products);
    if ('problem' in product) return unknownRow(entry, product.problem, product.key);
    const { id: productId, name, producerName, townCode: town } = product;
    const foreign = refusedTown(context.kind, context, producerName, town);
    const meant = { key: null, name, town };
    if (foreign) return refused(entry, meant, [{ key: null, message: foreign }]);
    const year = outputYearOf(textOf(entry.says, 'year'), context.today);
    if (year === null) return refused(entry, meant, [unusableYear(context)]);
    const key = `${productId}/${year}`;
    const row = present.get(key);
    const stored = row ? { tonnes: row.tonnes } : null;
    const wanted = over(stored ?? { tonnes: null }, entry.says);
    const account = context.reader.username;
    const write = (trx: Db, change: number) =>
      writeReported(trx, { productId, year, row, tonnes: wanted.tonnes, account, change });
    return compared(entry, {
      ...{ key, name: `${producerName} ${name} ${year}年`, town },
      ...{ present: stored, wanted, problems: [], write },
    });
  });
};
