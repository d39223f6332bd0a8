import { z } from 'zod';
import { KindKey } from '#app/exchange/export-list.server.ts';
import { rowKinds } from '#app/exchange/kinds.ts';
import { rowScopeOf } from '#app/exchange/read-rows.server.ts';
import { templateSheets } from '#app/exchange/template-sheets.server.ts';
import { writeXlsx, xlsxType } from '#app/exchange/write-xlsx.server.ts';
import { answerFile } from '#app/http/download.server.ts';
import { parseFields } from '#app/http/forms.server.ts';
import { reads } from '#app/http/guard.server.ts';
import { firstLedgerYear } from '#app/villages/statistic.fields.ts';

const year = z.coerce.number({ error: '应为年份' }).int('应为年份').min(firstLedgerYear, '年份太早').optional();
const Query = z.object({ kind: z.enum(KindKey.options, { error: '没有这种模板' }), year });

const ownTown = { town: async ({ reader }: { reader: { townCode: string | null } }) => reader.townCode };

/** GET /imports/template.xlsx?kind=statistics&year=2025: an office's own rows, to fill in and hand back. */
export const loader = reads('import.run', ownTown, async (visit) => {
  const { register, view, reader, url } = visit;
  const { kind: key, year } = parseFields(Query, Object.fromEntries(url.searchParams));
  const kind = rowKinds[key];
  const { today, latest: change } = view;
  // A year's figures are known once it is over.
  const asked = {
    register,
    asOf: today,
    change,
    scope: rowScopeOf(reader),
    year: year ?? Number(today.slice(0, 4)) - 1,
  };
  return answerFile(visit, {
    ...{ mediaType: xlsxType, name: `青西${kind.sheet} 填报模板 ${today}.xlsx`, plainName: `${key}-template.xlsx` },
    make: async () => writeXlsx(await templateSheets(kind, asked)),
  });
});
