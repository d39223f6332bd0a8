/** What reports are asked for. */
import { z } from 'zod';
import { checkbox, day } from '#app/fields.ts';
import { ReportKind } from './report-kind.ts';

/** The code of a town, or null for the three together; one that the register does not know is not found. */
const town = z
  .string()
  .max(20)
  .optional()
  .transform((code) => code || null);

export const ReportQuery = z.object({ town: town.catch(null) });

/** A ledger's filters: what cannot be read counts as not asked. */
export const LedgerQuery = ReportQuery.extend({
  year: z.coerce.number().int().min(1990).max(2100).nullable().catch(null),
});

/** The change may be left open: then it is the latest. */
export const KeepReport = z.object({
  kind: z.enum(ReportKind.options, { error: '请选择报告的种类' }),
  town,
  asOf: day('业务日期'),
  change: z
    .string()
    .optional()
    .transform((text) => text?.normalize('NFKC').trim() || null)
    .pipe(
      z
        .string()
        .regex(/^[1-9]\d{0,14}$/, '应为变更的号码，例如 128')
        .transform(Number)
        .nullable(),
    ),
  public: checkbox,
});
export type KeepReport = z.infer<typeof KeepReport>;
