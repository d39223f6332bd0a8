/** The plan of a whole file: its tables read, every row compared with the register. */
import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { dayInShanghai } from '#app/day.ts';
import { invalid } from '#app/problem.ts';
import type { Db } from '#db/client.server.ts';
import { planAreaMembers, planAreas } from './area.imports.server.ts';
import { planCertificates } from './certificate.imports.server.ts';
import type { PlanContext, PlannedRow, PlanRows } from './import-plan.ts';
import { rowKinds } from './kinds.ts';
import { readLists } from './lists.server.ts';
import { planLocalOutputs, planOutputs } from './output.imports.server.ts';
import { none } from './planned-row.rules.ts';
import { planProducers } from './producer.imports.server.ts';
import { planProducts } from './product.imports.server.ts';
import type { ReadFile } from './read-entries.server.ts';
import type { ReadSheet } from './read-sheet.ts';
import type { RowKind, RowKindKey } from './row-kind.ts';
import { planTitles } from './title.imports.server.ts';
import { planStatistics, planVillages } from './village.imports.server.ts';
import { rowsWithin } from './within.server.ts';

/** In the order in which they are written: what is named must stand before it is named. */
const planners: Readonly<Record<RowKindKey, PlanRows>> = {
  villages: planVillages,
  statistics: planStatistics,
  titles: planTitles,
  areas: planAreas,
  'area-members': planAreaMembers,
  producers: planProducers,
  products: planProducts,
  certificates: planCertificates,
  outputs: planOutputs,
  'local-outputs': planLocalOutputs,
};

export interface ImportPlan {
  rows: readonly PlannedRow[];
}

/**
 * What the entries of a file would do to the register as it stands. It takes them out of the file: of 100,000 rows there
 * is no room for two copies.
 *
 * @param db the register, or the transaction in which the plan is to be carried out
 */
export async function planImport(
  db: Db,
  { sheets, entries }: ReadFile,
  { reader, now }: Pick<PlanContext, 'reader' | 'now'>,
): Promise<ImportPlan> {
  const within = await rowsWithin(db, reader.townCode);
  const context = { reader, now, today: dayInShanghai(now), lists: await readLists(db, within), within };
  const rows = sheets.flatMap(refusedSheet);
  for (const key of Object.keys(planners) as RowKindKey[]) {
    const of = entries.get(key) ?? [];
    entries.delete(key);
    if (of.length === 0) continue;
    const found = await planners[key](db, of, { ...context, kind: rowKinds[key] });
    for (const row of withoutTwins(found)) rows.push(asked(row, rowKinds[key]));
    await setImmediate();
  }
  return { rows };
}

/** A sheet whose columns are at fault is refused at its header. */
function refusedSheet({ name, kind, headerRow, problems }: ReadSheet): PlannedRow[] {
  if (kind === null || headerRow === null || problems.length === 0) return [];
  const nothing = { key: null, town: null, differences: none, write: null };
  const said = problems.map((message) => ({ key: null, message }));
  return [
    { kind, place: { sheet: name, row: headerRow }, name: '表头', outcome: 'refused', problems: said, ...nothing },
  ];
}

/** Where a form has a box to tick, a sheet has a column to fill in. */
function asked(row: PlannedRow, kind: RowKind): PlannedRow {
  if (row.problems.length === 0) return row;
  const problems = row.problems.map(({ key, message }) => {
    const column = kind.columns.find((one) => one.key === key);
    return column?.type === 'flag'
      ? { key, message: message.replace(/请勾选(确认)?/, `请在“${column.header}”一列填“是”`) }
      : { key, message };
  });
  return { ...row, problems };
}

/** Of two rows that mean the same one of the register the second is refused: which of them is right nobody can tell. */
function withoutTwins(rows: readonly PlannedRow[]): PlannedRow[] {
  const seen = new Map<string, PlannedRow>();
  return rows.map((row) => {
    const first = row.key === null ? undefined : seen.get(row.key);
    if (row.key !== null && first === undefined) seen.set(row.key, row);
    if (first === undefined) return row;
    const where = first.place.sheet === row.place.sheet ? '' : `工作表“${first.place.sheet}”`;
    const message = `与${where}第 ${first.place.row} 行说的是同一项，请只留一行`;
    return { ...row, outcome: 'refused', problems: [...row.problems, { key: null, message }], write: null };
  });
}

/** The same for two plans that would do the same. */
export function hashOfPlan({ rows }: ImportPlan): string {
  const hash = createHash('sha256');
  for (const { kind, place, key, outcome, differences, problems } of rows)
    hash.update(JSON.stringify([kind, place, key, outcome, differences(), problems]));
  return hash.digest('hex');
}

/** How many rows are written before others get their turn. */
const rowsPerTurn = 200;

/**
 * Carries a plan out as part of a change: all of it or nothing.
 *
 * @throws Problem `invalid` where a row is refused
 */
export async function writePlan(
  trx: Db,
  { rows }: ImportPlan,
  change: number,
  progress: (rows: number) => void,
): Promise<void> {
  const refused = rows.filter(({ outcome }) => outcome === 'refused').length;
  if (refused > 0)
    throw invalid([{ path: 'file', message: `有 ${refused} 行不能导入，所以一行也没有写入。请改好后重新上传。` }]);
  let written = 0;
  for (const { write } of rows) {
    await write?.(trx, change);
    written += 1;
    if (written % rowsPerTurn !== 0) continue;
    progress(written);
    await setImmediate();
  }
}

/** The town whose change an import is: the one that all its rows are of; null where there are several. */
export function townOfPlan({ rows }: ImportPlan): string | null {
  const towns = new Set(rows.filter(({ write }) => write !== null).map(({ town }) => town));
  return towns.size === 1 ? ([...towns][0] ?? null) : null;
}
