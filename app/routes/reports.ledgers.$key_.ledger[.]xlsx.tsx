import { ledgerWorkbook } from '#app/exchange/ledger-sheet.rules.ts';
import { writeXlsx, xlsxType } from '#app/exchange/write-xlsx.server.ts';
import { answerFile } from '#app/http/download.server.ts';
import { reads } from '#app/http/guard.server.ts';
import { getLedger } from '#app/reports/ledger.server.ts';
import { LedgerQuery } from '#app/reports/report.schema.ts';

/** GET /reports/ledgers/{key}/ledger.xlsx: the ledger to be sent upwards as a sheet. */
export const loader = reads('public.read', async (visit) => {
  const { present, params, url, view, context, now } = visit;
  const { town, year } = LedgerQuery.parse(Object.fromEntries(url.searchParams));
  const { asOf, change } = view;
  const printing = { asOf, change, generatedAt: now, publicUrl: context.config.publicUrl };
  const ledger = await getLedger(present, { key: params.key, town, year }, printing);
  return answerFile(visit, {
    mediaType: xlsxType,
    name: `${ledger.title} ${asOf} 第${change}号.xlsx`,
    plainName: 'ledger.xlsx',
    make: async () => writeXlsx(ledgerWorkbook(ledger)),
  });
});
