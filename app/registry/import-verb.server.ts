/** `import <file>`: the preview of a spreadsheet on the command line, and its writing. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { findAccount } from '#app/accounts/account.repository.server.ts';
import { may, type Reader } from '#app/accounts/policy.rules.ts';
import { outcomeWords } from '#app/exchange/import.fields.ts';
import type { RowOutcome } from '#app/exchange/import-plan.ts';
import { rowKinds } from '#app/exchange/kinds.ts';
import { columnInWords } from '#app/exchange/row-detail.rules.ts';
import { type ImportedFile, importFile } from '#app/exchange/run-import.server.ts';
import type { Db } from '#db/client.server.ts';

export interface ImportAsked {
  file: string;
  apply: boolean;
  account: string | null;
}

/** @throws Error with a sentence where the words make no sense */
export function readImportArguments(args: string[]): ImportAsked {
  const options = { apply: { type: 'boolean' }, account: { type: 'string' } } as const;
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options });
  const [file] = positionals;
  if (file === undefined || positionals.length > 1) throw new Error('请写明一个文件名');
  const { apply = false, account = null } = values;
  if (apply && account === null) throw new Error('写入登记簿须用 --account 写明是哪个账户');
  return { file, apply, account };
}

/** Without an account a file is looked at as the district would. */
const district: NonNullable<Reader> = {
  ...{ username: 'registry', name: '命令行', role: 'district', townCode: null, producerId: null },
};

/**
 * Says what a file would do, row by row where a row is refused, and writes it where that is asked.
 *
 * @throws Error with a sentence where a row is refused, the account may not, or the file cannot be read
 */
export async function importByHand(
  db: Db,
  { file, apply, account }: ImportAsked,
  { now, say }: { now: Date; say: (line: string) => void },
): Promise<void> {
  const reader = account === null ? district : await readerOf(db, account);
  const content = { name: path.basename(file), bytes: bytesOf(file) };
  const previewed = await importFile(db, content, { reader, now, write: false });
  const refused = tell(previewed, say);
  if (refused > 0) throw new Error(`有 ${refused} 行不能导入，一行也没有写入`);
  if (!apply) return;
  const { change } = await importFile(db, content, { reader, now, write: true });
  say(change === null ? '没有需要写入的改动' : `已写入为第 ${change} 号变更`);
}

async function readerOf(db: Db, username: string): Promise<NonNullable<Reader>> {
  const account = await findAccount(db, username);
  if (!account || account.active === 0) throw new Error(`没有 ${username} 这个可用的账户`);
  const { name, role, townCode, producerId } = account;
  const reader = { username, name, role, townCode, producerId };
  if (!may(reader, 'import.run', townCode)) throw new Error(`账户 ${username} 不能导入`);
  return reader;
}

function bytesOf(file: string): Uint8Array {
  try {
    return readFileSync(file);
  } catch {
    throw new Error(`读不到 ${file} 这个文件`);
  }
}

/** @returns how many rows are refused */
function tell({ file, plan }: ImportedFile, say: (line: string) => void): number {
  for (const sheet of file.sheets) {
    const { name, kind, rows, notes } = sheet;
    const read = kind ? `${rowKinds[kind].sheet} ${rows} 行` : '';
    say([`工作表“${name}”`, read, ...notes].filter(Boolean).join('；'));
  }
  const count = (outcome: RowOutcome) => plan.rows.filter((row) => row.outcome === outcome).length;
  say(
    (['added', 'changed', 'unchanged', 'refused'] as const)
      .map((one) => `${outcomeWords[one]} ${count(one)}`)
      .join('，'),
  );
  const letters = new Map(file.sheets.map((sheet) => [sheet.name, sheet.letters]));
  for (const { kind, place, name, problems, outcome } of plan.rows) {
    if (outcome !== 'refused') continue;
    const words = problems.map(({ key, message }) =>
      [columnInWords(rowKinds[kind], key, letters.get(place.sheet) ?? {}), message].filter(Boolean).join('：'),
    );
    say(`  ${place.sheet} 第 ${place.row} 行 ${name}  ${words.join('；')}`);
  }
  return count('refused');
}
