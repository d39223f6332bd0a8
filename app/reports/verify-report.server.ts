import type { Scope } from '#app/accounts/policy.rules.ts';
import type { Db } from '#db/client.server.ts';
import { findIssuedPage } from './page-frame.server.ts';
import { type KeptReport, listKeptOfCode } from './report.repository.server.ts';
import { getReport } from './report.server.ts';
import { type ReportKind, reportKinds } from './report-kind.ts';
import { reportLines } from './report-lines.rules.ts';
import { differencesOf, type SheetDifference } from './village-sheet.rules.ts';

/** What the register says of a printed report. */
export interface ReportVerification {
  /** `corrected`: the same day reads differently now. */
  state: 'valid' | 'corrected';
  kind: ReportKind;
  kindWord: string;
  title: string;
  scope: string;
  town: string | null;
  asOf: string;
  change: number;
  /** When the change that it was read at was made. */
  sealedAt: string;
  latest: number;
  differences: SheetDifference[];
  /** The prints that offices keep, within the reader's reach, with the hashes of their bytes. */
  kept: KeptReport[];
}

interface Asking {
  latest: number;
  now: Date;
  publicUrl: string;
  scope: Scope;
}

/** Null where the code is of no report, was never issued here, or the history up to its change was altered since. */
export async function verifyReport(register: Db, typed: string, asking: Asking): Promise<ReportVerification | null> {
  const issued = await findIssuedPage(register, typed);
  if (issued === null || !('report' in issued.page)) return null;
  const { report: kind, town, asOf, change } = issued.page;
  const { latest, now, publicUrl, scope } = asking;
  const at = (number: number) =>
    getReport(register, { kind, town }, { asOf, change: number, generatedAt: now, publicUrl });
  const printed = await at(change);
  const differences = latest === change ? [] : differencesOf(reportLines(printed), reportLines(await at(latest)));
  return {
    state: differences.length === 0 ? 'valid' : 'corrected',
    ...{ kind, kindWord: reportKinds[kind].word, title: printed.title, scope: printed.scope, town, asOf, change },
    ...{ sealedAt: issued.sealedAt, latest, differences },
    kept: await listKeptOfCode(register, printed.verify.code, scope),
  };
}
