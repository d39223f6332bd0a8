/** What stands in the way of an undo, in words. */
import { Problem } from '#app/problem.ts';
import type { Db } from '#db/client.server.ts';
import { readRowNames } from './row-names.repository.server.ts';
import { nameSubject, rowId, type WordsOfTables } from './row-words.rules.ts';
import { rowsInTheWay } from './undo.rules.ts';
import type { UndoHindered } from './undo-form.tsx';

/** An import may have written 100,000 rows: nobody reads more, and each has to be named. */
const mostNamed = 50;

/** The refusal of an undo with the rows in its way called by their names, the first of them; any other error as it is. */
export async function namedRefusal(db: Db, error: unknown, words: WordsOfTables): Promise<unknown> {
  if (!(error instanceof Problem) || error.kind !== 'conflict') return error;
  const rows = rowsInTheWay(error.details);
  const first = rows.slice(0, mostNamed);
  const names = await readRowNames(
    db,
    first.flatMap(({ row }) => Object.values(row)),
  );
  const inTheWay = first.map(({ table, row }) => {
    const { name, noun } = nameSubject({ table, row, count: 1 }, words, names);
    return { id: rowId(table, row), name: `${name}（${noun}）`, change: row.change };
  });
  const details: UndoHindered = { inTheWay, others: rows.length - first.length };
  return new Problem('conflict', error.message, { details });
}
