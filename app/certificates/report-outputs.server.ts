import { mergeForm } from '#app/changes/merge-row.server.ts';
import { getProducer } from '#app/producers/producer.repository.server.ts';
import type { Db } from '#db/client.server.ts';
import { knownAt } from '#db/known-at.ts';
import { recordChange } from '#db/record-change.server.ts';
import type { Row } from '#db/tables.ts';
import { insertOutput, listOutputsOf, listProductsToReport, updateOutput } from './output.repository.server.ts';
import { countedTonnes, sheetOf } from './output.rules.ts';
import type { TonnesSheet } from './output.schema.ts';

interface OutputReport {
  producerId: string;
  year: number;
  /** Tonnes by product. */
  sheet: TonnesSheet;
  loadedAt: number;
  left: readonly string[];
  account: string;
  at: Date;
}

/**
 * Reports tonnes of a producer's own products in a year. What differs from the register, and what had been returned,
 * waits for the town; what the town accepted before counts until it accepts the correction. Products of others are passed over.
 *
 * @returns the change's number; null where nothing differed
 * @throws Problem `conflict` with a Conflict where a colleague reported other numbers meanwhile
 */
export async function reportOutputs(db: Db, report: OutputReport): Promise<number | null> {
  const { producerId, year, sheet, loadedAt, left, account, at } = report;
  const { townCode: town, name } = await getProducer(db, producerId);
  const request = { kind: 'output-report', account, town, reason: `${name} ${year}年`, at } as const;
  const { change } = await recordChange(db, request, async (trx, change) => {
    const products = (await listProductsToReport(trx, producerId)).map(({ id }) => id);
    const present = await listOutputsOf(trx, producerId, year);
    const sheetAt = (rows: readonly Row<'output'>[]) =>
      sheetOf(
        products,
        rows.map(({ productId, tonnes }) => ({ field: productId, tonnes })),
      );
    const base = sheetAt(await listOutputsOf(knownAt(trx, loadedAt), producerId, year));
    const mine = Object.fromEntries(products.map((id) => [id, sheet[id] ?? null]));
    const written = new Map(present.map((row) => [row.productId, row.change]));
    const merge = { latest: change - 1, base, theirs: sheetAt(present), mine, left };
    const { merged } = await mergeForm(trx, merge, async () => written);
    for (const productId of products) {
      const row = present.find((each) => each.productId === productId);
      const tonnes = merged[productId] ?? null;
      if (row === undefined ? tonnes !== null : row.tonnes !== tonnes || row.review === 'returned')
        await writeReported(trx, { productId, year, row, tonnes, account, change });
    }
  });
  return change;
}

interface Reported {
  productId: string;
  year: number;
  /** What was reported before. */
  row: Pick<Row<'output'>, 'tonnes' | 'acceptedTonnes' | 'review'> | undefined;
  tonnes: number | null;
  account: string;
  change: number;
}

/** Writes the tonnes of one product and year as part of a change; they wait for the town. */
export async function writeReported(
  trx: Db,
  { productId, year, row, tonnes, account, change }: Reported,
): Promise<void> {
  const waiting = { review: 'submitted', reviewReason: null, submittedBy: account } as const;
  const wanted = { tonnes, ...waiting, origin: 'entered', source: null, change } as const;
  if (row === undefined) await insertOutput(trx, { productId, year, ...wanted });
  else await updateOutput(trx, { productId, year }, { ...wanted, acceptedTonnes: countedTonnes(row) });
}
