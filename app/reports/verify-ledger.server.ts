import type { Db } from '#db/client.server.ts';
import { getLedger } from './ledger.server.ts';
import { ledgerDifferences } from './ledger-differences.rules.ts';
import { findIssuedPage } from './page-frame.server.ts';
import type { SheetDifference } from './village-sheet.rules.ts';

/** What the register says of a printed ledger. */
export interface LedgerVerification {
  /** `corrected`: the same ledger of the same day reads differently now. */
  state: 'valid' | 'corrected';
  ledger: string;
  title: string;
  scope: string;
  /** How many rows it had. */
  rows: number;
  town: string | null;
  year: number | null;
  asOf: string;
  change: number;
  /** When the change that it was read at was made. */
  sealedAt: string;
  latest: number;
  differences: SheetDifference[];
}

/** Null where the code is of no ledger, was never issued here, or the history up to its change was altered since. */
export async function verifyLedger(
  register: Db,
  typed: string,
  { latest, now, publicUrl }: { latest: number; now: Date; publicUrl: string },
): Promise<LedgerVerification | null> {
  const issued = await findIssuedPage(register, typed);
  if (issued === null || !('ledger' in issued.page)) return null;
  const { ledger, town, year, asOf, change } = issued.page;
  const at = (number: number) =>
    getLedger(register, { key: ledger, town, year }, { asOf, change: number, generatedAt: now, publicUrl });
  const printed = await at(change);
  const differences = latest === change ? [] : ledgerDifferences(printed, await at(latest));
  return {
    state: differences.length === 0 ? 'valid' : 'corrected',
    ...{ ledger, title: printed.title, scope: printed.scope, rows: printed.rows.length, town, year, asOf, change },
    ...{ sealedAt: issued.sealedAt, latest, differences },
  };
}
