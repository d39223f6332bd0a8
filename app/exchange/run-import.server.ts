/** What happens to a file that an office brought in: it is read and previewed, and written when the office says so. */
import type { Reader } from '#app/accounts/policy.rules.ts';
import { standsStill } from '#app/accounts/session.repository.server.ts';
import type { WorkProgress } from '#app/http/context.server.ts';
import { Problem } from '#app/problem.ts';
import { chainHead } from '#db/chain.server.ts';
import type { Db } from '#db/client.server.ts';
import { newId } from '#db/id.server.ts';
import { recordChange } from '#db/record-change.server.ts';
import { vocabulariesOf } from './cell.rules.ts';
import { largestImport } from './import.fields.ts';
import {
  dropOldFiles,
  getImport,
  insertImport,
  moveImport,
  putRows,
  readImportFile,
  readPlanHash,
} from './import.repository.server.ts';
import type { RowOutcome } from './import-plan.ts';
import { rowKinds } from './kinds.ts';
import { readLists } from './lists.server.ts';
import { hashOfPlan, type ImportPlan, planImport, townOfPlan, writePlan } from './plan-import.server.ts';
import { type ReadFile, readEntries } from './read-entries.server.ts';
import { detailOf } from './row-detail.rules.ts';
import { rowsWithin } from './within.server.ts';

type Office = NonNullable<Reader>;

interface Run {
  reader: Office;
  clock: () => Date;
  progress: (progress: WorkProgress) => void;
}

/** Days for which a file and its preview are kept. */
const keptFor = 30;

/**
 * Keeps a file for its office; reading it is the next thing.
 *
 * @throws Problem `invalid` where there is no file, and for an office whose rows are too many; `too-large`
 */
export async function keepImport(
  db: Db,
  file: { name: string; bytes: Uint8Array } | null,
  { reader, now }: { reader: Office; now: Date },
): Promise<string> {
  if (file === null)
    throw new Problem('invalid', '请选择文件。', { errors: [{ path: 'file', message: '请选择文件' }] });
  const { name, bytes } = file;
  if (bytes.length === 0)
    throw new Problem('invalid', '文件是空的。', { errors: [{ path: 'file', message: '文件是空的，请核对' }] });
  if (bytes.length > largestImport)
    throw new Problem('too-large', '文件超过 11 MB。', {
      errors: [{ path: 'file', message: '文件超过 11 MB，请分成几份再上传' }],
    });
  await rowsWithin(db, reader.townCode);
  await dropOldFiles(db, new Date(now.getTime() - keptFor * 86_400_000).toISOString());
  const id = newId();
  await insertImport(db, {
    ...{ id, account: reader.username, role: reader.role === 'town' ? 'town' : 'district', townCode: reader.townCode },
    ...{ fileName: plainName(name), size: bytes.length, bytes, state: 'reading', startedAt: now.toISOString() },
    ...{ heldAt: now.toISOString() },
    ...{ sheets: '[]', added: 0, changed: 0, unchanged: 0, refused: 0 },
  });
  return id;
}

/** A file's name without folders and what cannot be seen, at most 80 characters. */
function plainName(name: string): string {
  const last = name.normalize('NFC').split(/[/\\]/).at(-1) ?? '';
  return (
    last
      .replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cn}]/gu, '')
      .trim()
      .slice(-80) || '未命名'
  );
}

/**
 * Reads a kept file and puts its preview in place. What cannot be read is said in the import's message.
 *
 * @param message what to say beside the preview
 */
export async function readImport(
  db: Db,
  id: string,
  { reader, clock, progress }: Run,
  message: string | null = null,
): Promise<void> {
  try {
    const file = await readKept(db, id, { reader, progress });
    progress({ stage: 'comparing', rows: 0 });
    await putPreview(db, id, file, await planImport(db, file, { reader, now: clock() }), { reader, message });
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    await moveImport(db, { id, from: ['reading', 'writing'] }, { state: 'failed', message: sentence(error) });
  }
}

async function readKept(db: Db, id: string, { reader, progress }: Pick<Run, 'reader' | 'progress'>): Promise<ReadFile> {
  const bytes = await readImportFile(db, id);
  if (bytes === null) throw new Problem('invalid', '文件已经清理，请重新上传。');
  return readEntries(bytes, await listsFor(db, reader), (rows) => progress({ stage: 'reading', rows }));
}

const listsFor = async (db: Db, { townCode }: Office) => readLists(db, await rowsWithin(db, townCode));

const overtaken = '预览之后登记簿有了改动，所以什么都没有写入。下面是重新核对的结果。';

const sentence = ({ errors, message }: Problem) => errors[0]?.message ?? message;

async function putPreview(
  db: Db,
  id: string,
  file: ReadFile,
  plan: ImportPlan,
  { reader, message }: { reader: Office; message: string | null },
): Promise<void> {
  const lists = await listsFor(db, reader);
  const { sheets } = file;
  const lettersOf = new Map(sheets.map(({ name, letters }) => [name, letters]));
  const vocabularies = new Map(
    Object.values(rowKinds).map(({ key, columns }) => [key, vocabulariesOf(columns, lists)]),
  );
  function* rows() {
    for (const [position, row] of inFileOrder(plan, file).entries()) {
      const { outcome, kind, place, name } = row;
      const letters = lettersOf.get(place.sheet) ?? {};
      const detail = detailOf(row, rowKinds[kind], { letters, vocabularies: vocabularies.get(kind) ?? new Map() });
      yield { position, outcome, kind, sheet: place.sheet, row: place.row, name, detail: JSON.stringify(detail) };
    }
  }
  const count = (outcome: RowOutcome) => plan.rows.filter((row) => row.outcome === outcome).length;
  const previewChange = (await chainHead(db)).number;
  await db.transaction().execute(async (trx) => {
    await putRows(trx, id, rows());
    await moveImport(
      trx,
      { id, from: ['reading', 'writing'] },
      {
        ...{ state: 'ready', message, sheets: JSON.stringify(sheets), previewChange },
        ...{ planHash: hashOfPlan(plan), changeTown: townOfPlan(plan) },
        ...{ added: count('added'), changed: count('changed'), unchanged: count('unchanged') },
        refused: count('refused'),
      },
    );
  });
}

function inFileOrder({ rows }: ImportPlan, { sheets }: ReadFile): ImportPlan['rows'] {
  const order = new Map(sheets.map(({ name }, index) => [name, index]));
  const placeOf = (sheet: string) => order.get(sheet) ?? 0;
  return [...rows].sort((a, b) => placeOf(a.place.sheet) - placeOf(b.place.sheet) || a.place.row - b.place.row);
}

const takenAway = '等待写入期间，账户被停用、改动或退出了登录，所以什么都没有写入。';

const givenUp = '这次导入已当作中断，所以什么都没有写入。';

/** Thrown inside the transaction where the register is no longer what the preview compared with. */
class Overtaken extends Error {}

/**
 * Writes what the preview showed, as one change: all rows or none. Where the register has moved so that anything else
 * would be written, nothing is, and the new preview takes the old one's place.
 */
export async function writeImport(
  db: Db,
  id: string,
  { reader, session, clock, progress }: Run & { session: string | null },
): Promise<void> {
  const { fileName, changeTown } = await getImport(db, id, reader);
  const previewed = await readPlanHash(db, id);
  const file = await readKept(db, id, { reader, progress });
  const now = clock();
  const what = { kind: 'import', account: reader.username, town: changeTown, reason: fileName, at: now } as const;
  try {
    const { change } = await recordChange(db, what, async (trx, change) => {
      // The button was pressed a while ago. From here on nobody else writes, so nothing is taken away any more.
      if (!(await standsStill(trx, reader, session))) throw new Problem('forbidden', takenAway);
      const plan = await planImport(trx, file, { reader, now });
      if (hashOfPlan(plan) !== previewed) throw new Overtaken();
      await writePlan(trx, plan, change, (rows) => progress({ stage: 'writing', rows }));
      const applied = { state: 'applied', appliedChange: change, message: null } as const;
      // Its office may have been told that nothing was written, after this program had long said nothing.
      if (!(await moveImport(trx, { id, from: ['writing'] }, applied))) throw new Problem('conflict', givenUp);
    });
    if (change === null)
      await moveImport(db, { id, from: ['writing'] }, { state: 'ready', message: '没有需要写入的改动' });
  } catch (error) {
    if (error instanceof Overtaken) await readImport(db, id, { reader, clock, progress }, overtaken);
    else if (error instanceof Problem)
      await moveImport(db, { id, from: ['writing'] }, { state: 'ready', message: sentence(error) });
    else throw error;
  }
}

/** What became of a file that was read, and written where that was asked for, in one go. */
export interface ImportedFile {
  file: ReadFile;
  plan: ImportPlan;
  /** The change's number; null where nothing was to be written, or nothing was asked to. */
  change: number | null;
}

/**
 * Reads a file and compares it with the register, without keeping it.
 *
 * @param write whether to write it, too: all rows or none
 * @throws Problem `invalid` for a file that cannot be read; where it is to be written, for one with a refused row;
 *   `conflict` where somebody wrote between comparing and writing
 */
export async function importFile(
  db: Db,
  { name, bytes }: { name: string; bytes: Uint8Array },
  { reader, now, write }: { reader: Office; now: Date; write: boolean },
): Promise<ImportedFile> {
  const { number: comparedWith } = await chainHead(db);
  const file = await readEntries(bytes, await listsFor(db, reader), () => {});
  const plan = await planImport(db, file, { reader, now });
  if (!write) return { file, plan, change: null };
  const what = { kind: 'import', account: reader.username, reason: plainName(name), at: now } as const;
  const { change } = await recordChange(db, { ...what, town: townOfPlan(plan) }, async (trx, change) => {
    if (change !== comparedWith + 1)
      throw new Problem('conflict', '核对之后登记簿有了改动，什么都没有写入。请再试一次。');
    await writePlan(trx, plan, change, () => {});
  });
  return { file, plan, change };
}
