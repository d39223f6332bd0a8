import type { WorkProgress } from '#app/http/context.server.ts';
import { forbidden, Problem } from '#app/problem.ts';
import { type Db, isForeignKeyFailure } from '#db/client.server.ts';
import { columnsOf } from '#db/columns.ts';
import { deferForeignKeys, deleteRow, findPresent, putVersion } from '#db/put-version.server.ts';
import { recordChange } from '#db/record-change.server.ts';
import { type RegisteredName, registeredNames } from '#db/registered.ts';
import { keyOf, type Version, versionsEnded, versionsWritten } from '#db/versions.server.ts';
import { getChange } from './change.repository.server.ts';

/** A row that somebody has written since the change that is to be undone. */
export interface RowInTheWay {
  table: RegisteredName;
  row: Version;
}

/** Which change is taken back, by whom, why and when. */
export interface Undo {
  number: number;
  account: string;
  reason: string | null;
  at: Date;
}

/** Looks at what was put back, while it can still be refused. @throws Problem `conflict` in words */
export type UndoCheck = (trx: Db, rows: readonly RestoredRow[], now: Date) => Promise<void>;

type Tell = (progress: WorkProgress) => void;

/** Rows after which it is told how far an undo is. */
const toldEvery = 200;

/**
 * Undoes change `number` by a new change that puts back every row as it was before.
 *
 * @param tell is told how many rows were looked at and put back so far
 * @throws Problem `not-found` where there is no such change; `conflict` with the rows (RowInTheWay[]) where any of
 *   them was written since, where something registered since refers to what it added,
 *   where it set a password or a second factor, or where `check` refuses: then nothing is undone; `forbidden` where somebody would take away his own account
 */
export async function undoChange(
  db: Db,
  { number, account, reason, at }: Undo,
  check: UndoCheck,
  tell: Tell = () => {},
): Promise<number> {
  const { town } = await getChange(db, number);
  const request = { kind: 'undo', account, town, reason, undoes: number, at } as const;
  const { change } = await recordChange(db, request, async (trx, undo) => {
    const steps = await restoringSteps(trx, number, tell);
    if (steps.some(({ table, row }) => table === 'account' && row.username === account))
      throw forbidden('不能撤销对自己账户的变更，请由另一位管理员操作。');
    if (steps.some(isOnlyMarked)) throw new Problem('conflict', nothingMoved);
    await deferForeignKeys(trx);
    for (const [done, { table, row, restore }] of steps.entries()) {
      if (done % toldEvery === 0) tell({ stage: 'writing', rows: done });
      if (restore) await putVersion(trx, table, restore, undo);
      else await deleteRow(trx, table, row);
    }
    await check(trx, steps, at);
  }).catch((error: unknown) => {
    throw isForeignKeyFailure(error)
      ? new Problem('conflict', '后来登记的内容还用着这次变更新增的内容，不能撤销。')
      : error;
  });
  if (change === null) throw new Problem('conflict', `第 ${number} 号变更没有可以撤销的内容。`);
  return change;
}

const nothingMoved = '密码和二次验证不在登记的内容里，这次变更没有可以放回的，不能撤销。';

/** Whether an account's row is as it was, with a new number: a password or a second factor is set outside of it. */
function isOnlyMarked({ table, row, restore }: RestoredRow): boolean {
  if (table !== 'account' || restore === undefined || restore === row) return false;
  return columnsOf(table).every((column) => column === 'change' || row[column] === restore[column]);
}

/** A row that an undo puts back. */
export interface RestoredRow {
  table: RegisteredName;
  row: Version;
  /** The version to put back; undefined where the change had added the row. */
  restore: Version | undefined;
}

async function restoringSteps(trx: Db, number: number, tell: Tell): Promise<RestoredRow[]> {
  const range = { from: number, to: number };
  const steps: RestoredRow[] = [];
  const inTheWay: RowInTheWay[] = [];
  for (const table of registeredNames) {
    const before = new Map((await versionsEnded(trx, table, range)).map((row) => [keyOf(table, row), row]));
    const after = new Map((await versionsWritten(trx, table, range)).map((row) => [keyOf(table, row), row]));
    for (const key of new Set([...before.keys(), ...after.keys()])) {
      const row = after.get(key) ?? before.get(key);
      if (row === undefined) continue;
      const looked = steps.length + inTheWay.length;
      if (looked % toldEvery === 0) tell({ stage: 'comparing', rows: looked });
      const present = await findPresent(trx, table, row);
      // What the change left behind must still be what stands there: its own version, or nothing where it deleted.
      if (present?.change === (after.has(key) ? number : undefined))
        steps.push({ table, row, restore: before.get(key) });
      else inTheWay.push({ table, row: present ?? row });
    }
  }
  if (inTheWay.length > 0)
    throw new Problem('conflict', '这次变更写过的内容后来又被修改，不能整体撤销。', { details: inTheWay });
  return steps;
}
