/** Composing a ledger: the one function behind the screen, the paper and the verify page. */
import { notFound } from '#app/problem.ts';
import { listAwardYears } from '#app/titles/title.repository.server.ts';
import { findTown } from '#app/villages/town.repository.server.ts';
import type { Db } from '#db/client.server.ts';
import { learnedAt } from '#db/known-at.ts';
import { certificateRows, statisticYears, titleRows, villageRows } from './ledger.repository.server.ts';
import { columnsOf, type LedgerColumn, ledgerCells, sharesOf } from './ledger.rules.ts';
import { type LedgerTemplate, ledgerTemplates, type RowKind } from './ledger-template.schema.ts';
import { framePage, type Printing, refuseComingDay, refuseManyTowns } from './page-frame.server.ts';
import type { PageFrame } from './village-sheet.ts';

export interface LedgerSheet extends PageFrame {
  key: string;
  lead: string;
  /** 三镇，2025年 · 模板第 1 版 */
  scope: string;
  year: number | null;
  /** What may be asked for, the newest first. */
  years: number[];
  columns: (LedgerColumn & { share: number })[];
  rows: { id: string; cells: string[] }[];
}

const readers = { villages: villageRows, titles: titleRows, certificates: certificateRows };

/** @throws Problem `not-found` for a ledger or a town that is not known, `invalid` for a day to come, and for all towns where they are many */
export async function getLedger(
  register: Db,
  asked: { key: string | undefined; town: string | null; year: number | null },
  printing: Printing,
): Promise<LedgerSheet> {
  refuseComingDay(printing);
  const { asOf, change } = printing;
  const db = await learnedAt(register, change);
  const template = templateOf(asked.key);
  await refuseManyTowns(db, asked.town);
  const town = await townOf(db, asked.town);
  const years = await yearsOf(db, template.rows, asOf);
  // A ledger of villages is always of one year: its figures are.
  const year = asked.year ?? (template.rows === 'villages' ? (years[0] ?? Number(asOf.slice(0, 4))) : null);
  const columns = columnsOf(template);
  const rows = ledgerCells(template, await readers[template.rows](db, { asOf, town: asked.town, year }));
  const shares = sharesOf(
    columns,
    rows.map(({ cells }) => cells),
  );
  const when = year === null ? '' : `，${year}年${template.rows === 'titles' ? '度' : ''}`;
  const page = { ledger: template.key, town: asked.town, year, asOf, change };
  return {
    ...(await framePage(register, page, template.title, printing)),
    ...{ key: template.key, lead: template.lead, year, years, rows },
    scope: `${town?.name ?? '青西三镇'}${when} · 模板第 ${template.version} 版`,
    columns: columns.map((column, place) => ({ ...column, share: shares[place] ?? 1 })),
  };
}

function templateOf(key: string | undefined): LedgerTemplate {
  const template = ledgerTemplates.find((each) => each.key === key);
  if (template === undefined) throw notFound('这种台账');
  return template;
}

async function townOf(db: Db, code: string | null) {
  if (code === null) return null;
  const town = await findTown(db, code);
  if (town === undefined) throw notFound('这个镇');
  return town;
}

/** Certificates run for years: those of the plan and after it may be asked for. */
async function yearsOf(db: Db, rows: RowKind, asOf: string): Promise<number[]> {
  if (rows === 'villages') return statisticYears(db, asOf);
  if (rows === 'titles') return listAwardYears(db);
  const last = Number(asOf.slice(0, 4));
  return Array.from({ length: Math.max(0, last - 2019) }, (_, back) => last - back);
}
