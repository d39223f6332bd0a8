/** Imports and their previews; the only writes of their tables. */
import { setImmediate } from 'node:timers/promises';
import type { Reader } from '#app/accounts/policy.rules.ts';
import { notFound } from '#app/problem.ts';
import type { Db } from '#db/client.server.ts';
import type { NewRow, Row, RowPatch } from '#db/tables.ts';
import type { Import, ImportRow } from './import.schema.ts';
import type { RowOutcome } from './import-plan.ts';

type Office = NonNullable<Reader>;

const shown = [
  ...([
    'import.id',
    'import.account',
    'import.role',
    'import.townCode',
    'fileName',
    'size',
    'state',
    'message',
  ] as const),
  ...(['startedAt', 'sheets', 'added', 'changed', 'unchanged', 'refused', 'previewChange', 'changeTown'] as const),
  'appliedChange',
] as const;

/** What an office brought in: its own alone, not what another office or the district did. */
function ofOffice(db: Db, { role, townCode }: Office) {
  const imports = db
    .selectFrom('import')
    .leftJoin('account', 'account.username', 'import.account')
    .select(shown)
    .select(['account.name as accountName', (eb) => eb('import.bytes', 'is not', null).as('hasFile')])
    .select((eb) =>
      eb
        .selectFrom('change')
        .select((sub) => sub.fn.max('change.number').as('number'))
        .whereRef('change.undoes', '=', 'import.appliedChange')
        // An undo that was taken back has undone nothing.
        .where((undo) =>
          undo.not(
            undo.exists(
              undo.selectFrom('change as again').select('again.number').whereRef('again.undoes', '=', 'change.number'),
            ),
          ),
        )
        .as('undoneBy'),
    )
    .where('import.role', '=', role === 'town' ? 'town' : 'district');
  return role === 'town' ? imports.where('import.townCode', '=', townCode) : imports;
}

function asImport(row: Awaited<ReturnType<ReturnType<typeof ofOffice>['executeTakeFirstOrThrow']>>): Import {
  return { ...row, sheets: JSON.parse(row.sheets), hasFile: Boolean(row.hasFile) };
}

/** The newest imports of an office. */
export async function listImports(db: Db, office: Office, limit: number): Promise<Import[]> {
  const rows = await ofOffice(db, office).orderBy('startedAt', 'desc').orderBy('import.id').limit(limit).execute();
  return rows.map(asImport);
}

/** @throws Problem `not-found` where the office brought in no such file */
export async function getImport(db: Db, id: string | undefined, office: Office): Promise<Import> {
  const row = id === undefined ? undefined : await ofOffice(db, office).where('import.id', '=', id).executeTakeFirst();
  if (!row) throw notFound('这次导入');
  return asImport(row);
}

/** The file as it was brought; null once it was dropped. */
export async function readImportFile(db: Db, id: string): Promise<Uint8Array | null> {
  const row = await db.selectFrom('import').select('bytes').where('id', '=', id).executeTakeFirst();
  return row?.bytes ?? null;
}

export async function readPlanHash(db: Db, id: string): Promise<string | null> {
  const row = await db.selectFrom('import').select('planHash').where('id', '=', id).executeTakeFirst();
  return row?.planHash ?? null;
}

export async function insertImport(db: Db, row: NewRow<'import'>): Promise<void> {
  await db.insertInto('import').values(row).execute();
}

/**
 * @param from the state that it must be in: of two who press a button at the same time one moves it
 * @returns whether it was moved
 */
export async function moveImport(
  db: Db,
  { id, from }: { id: string; from: readonly Row<'import'>['state'][] },
  patch: RowPatch<'import'>,
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('import')
    .set(patch)
    .where('id', '=', id)
    .where('state', 'in', from)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

const underWay = ['reading', 'writing'] as const;

/**
 * Begins to read or to write an import, which this program holds from then on.
 *
 * @returns whether it did: of two who press a button at the same time one does
 */
export const takeImport = (
  db: Db,
  { id, from, now }: { id: string; from: readonly Row<'import'>['state'][]; now: Date },
  state: (typeof underWay)[number],
): Promise<boolean> => moveImport(db, { id, from }, { state, message: null, heldAt: now.toISOString() });

/** Which imports some program reads or writes, or did when it ended. `heldAt` is an RFC 3339 instant in UTC. */
export async function listUnderWay(db: Db): Promise<Pick<Row<'import'>, 'id' | 'heldAt'>[]> {
  return db.selectFrom('import').select(['id', 'heldAt']).where('state', 'in', underWay).execute();
}

/** Says of imports that this program still reads or writes them. */
export async function holdImports(db: Db, ids: readonly string[], now: Date): Promise<void> {
  await db
    .updateTable('import')
    .set({ heldAt: now.toISOString() })
    .where('id', 'in', ids)
    .where('state', 'in', underWay)
    .execute();
}

/** What no program has held since an instant has not happened. */
export async function interruptImports(db: Db, before: string, message: string): Promise<void> {
  await db
    .updateTable('import')
    .set({ state: 'interrupted', message })
    .where('state', 'in', underWay)
    // Asked again within the writing: its program may have said so meanwhile.
    .where((row) => row.or([row('heldAt', 'is', null), row('heldAt', '<', before)]))
    .execute();
}

/** Drops the files and rows of imports that began before an instant, unless one is under way again; that there was it stays. */
export async function dropOldFiles(db: Db, before: string): Promise<void> {
  const old = db
    .selectFrom('import')
    .select('id')
    .where('startedAt', '<', before)
    .where('bytes', 'is not', null)
    .where('state', 'not in', underWay);
  await db.transaction().execute(async (trx) => {
    await trx.deleteFrom('importRow').where('importId', 'in', old).execute();
    await trx.updateTable('import').set({ bytes: null }).where('id', 'in', old).execute();
  });
}

export async function deleteImport(db: Db, id: string): Promise<void> {
  await db.deleteFrom('import').where('id', '=', id).execute();
}

const rowsPerInsert = 500;

/** Puts a preview in the place of the one before. */
export async function putRows(
  db: Db,
  id: string,
  rows: Iterable<Omit<NewRow<'importRow'>, 'importId'>>,
): Promise<void> {
  await db.deleteFrom('importRow').where('importId', '=', id).execute();
  let some: NewRow<'importRow'>[] = [];
  const put = async () => {
    if (some.length > 0) await db.insertInto('importRow').values(some).execute();
    some = [];
    await setImmediate();
  };
  for (const row of rows) if (some.push({ ...row, importId: id }) >= rowsPerInsert) await put();
  await put();
}

interface RowSearch {
  outcome?: RowOutcome;
  limit: number;
  offset: number;
}

/** The rows of a preview in the file's order. */
export async function listImportRows(db: Db, id: string, { outcome, limit, offset }: RowSearch): Promise<ImportRow[]> {
  let query = db
    .selectFrom('importRow')
    .select(['position', 'outcome', 'kind', 'sheet', 'row', 'name', 'detail'])
    .where('importId', '=', id)
    .orderBy('position')
    .limit(limit)
    .offset(offset);
  if (outcome !== undefined) query = query.where('outcome', '=', outcome);
  return (await query.execute()).map((row) => ({ ...row, detail: JSON.parse(row.detail) }));
}
