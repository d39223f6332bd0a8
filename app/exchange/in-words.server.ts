/** Rows of a list with the words for their codes: of few towns for all rows at once, otherwise of some rows after the others. */
import { hasFewTowns } from '#app/plan/plan.repository.server.ts';
import type { Db } from '#db/client.server.ts';
import { type CodesNamed, type RegisterLists, type Vocabulary, vocabulariesOf } from './cell.rules.ts';
import { readLists, readListsNaming } from './lists.server.ts';
import { inParts } from './pages.ts';
import { type Column, listOf, type RegisterList, type RowValues } from './row-kind.ts';

/** The lists, where the towns are few enough to hold them whole; null where words are looked up. */
export async function listsOfFew(db: Db): Promise<RegisterLists | null> {
  return (await hasFewTowns(db)) ? readLists(db) : null;
}

interface Worded {
  values: RowValues;
  vocabularies: ReadonlyMap<string, Vocabulary>;
}

/** @param whole what `listsOfFew` gave */
export async function* inWords(
  db: Db,
  columns: readonly Column[],
  rows: AsyncIterable<RowValues>,
  whole: RegisterLists | null,
): AsyncGenerator<Worded> {
  const known = whole && vocabulariesOf(columns, whole);
  for await (const part of inParts(rows)) {
    const vocabularies = known ?? vocabulariesOf(columns, await readListsNaming(db, codesIn(columns, part)));
    for (const values of part) yield { values, vocabularies };
  }
}

function codesIn(columns: readonly Column[], rows: readonly RowValues[]): CodesNamed {
  const codes = new Map<RegisterList, Set<string>>();
  for (const column of columns) {
    const list = listOf(column);
    if (list === null) continue;
    const own = codes.get(list) ?? new Set();
    codes.set(list, own);
    for (const values of rows) {
      const value = values[column.key] ?? null;
      if (value !== null) own.add(String(value));
    }
  }
  return Object.fromEntries([...codes].map(([list, own]) => [list, [...own]]));
}
