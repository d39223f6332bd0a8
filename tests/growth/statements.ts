/** What SQLite would do for a statement, and which of it reads a whole table that grows. */
import type SQLite from 'better-sqlite3';

/** Tables that stay small however many villages there are, each with the reason. */
const smallTables: Readonly<Record<string, string>> = {
  programme: 'what a village can be named for',
  indicator: 'the plan’s',
  target: 'the plan’s, some versions each',
  method: 'the plan’s, some versions each',
  observation: 'twenty indicators, five years',
  register: 'some keys',
  signingKey: 'one a year at most',
  upkeep: 'kept for some months',
  kysely_migration: 'the program’s own steps',
};

/**
 * Steps that read from one end to the other. All that was written until a change is nearly everything, even though an index
 * leads to it, and so is what bears one of a few words.
 */
const readWhole =
  /^SCAN (\S+)|^SEARCH (\S+) .* \((?:change<\?|(?:review|status|kind|stage|category|scheme|year)=\?)\)$/;

/** A statement as it stands, without the values of this one run. */
export const shapeOf = (statement: string) =>
  statement
    .replace(/'(?:[^']|'')*'/g, '?')
    .replace(/\b\d+(?:\.\d+)?\b/g, '?')
    .replace(/\+\?/g, '?')
    .replace(/\(\?(?:, \?)+\)/g, '(…)')
    .replace(/\s+/g, ' ');

/**
 * The tables that a statement reads from one end to the other, as SQLite would go about it. Not meant are what lists take
 * from the beginning of an index and no further, the indexes of the few rows that wait for somebody or were declined, and what was ended since the change
 as of which somebody reads.
 */
export function wholeReads(sqlite: SQLite.Database, statement: string): string[] {
  const steps = planOf(sqlite, statement);
  const names = namesIn(sqlite, statement);
  // Who looks for a name may look to the end.
  const takesFirst = /\blimit \+?\d+/.test(statement) && !/ like /.test(statement);
  return steps.flatMap((step) => {
    const name = readWhole.exec(step.detail)?.slice(1).find(Boolean);
    const table = name === undefined ? undefined : names.get(name);
    if (table === undefined || base(table) in smallTables || /(Waiting|Declined)$/.test(step.detail)) return [];
    if (takesFirst && !isSorted(steps, step)) return [];
    return [`${table}: ${step.detail}`];
  });
}

/**
 * How a statement sorts what it found, which then is read to its end however few rows are wanted. Not meant are the few versions
 * that ended since the change as of which somebody reads.
 */
export function sortings(sqlite: SQLite.Database, statement: string): string[] {
  const steps = planOf(sqlite, statement);
  const ofEnded = ({ parent }: Step) => steps.some((step) => step.parent === parent && byEnd.test(step.detail));
  return steps.filter((step) => isSorting(step) && !ofEnded(step)).map(({ detail }) => detail);
}

const byEnd = /^SEARCH \S+ USING INDEX \w+History\w+ \((?:\w+=\? AND )*endedBy>\?/;

/** The histories that a statement goes through, in whatever order, of which little was in force at any change. */
export function historyWalks(sqlite: SQLite.Database, statement: string): string[] {
  const names = namesIn(sqlite, statement);
  return planOf(sqlite, statement).flatMap(({ detail }) => {
    const table = names.get(/^SCAN (\S+)/.exec(detail)?.[1] ?? '') ?? '';
    return table.endsWith('History') && !(base(table) in smallTables) ? [`${table}: ${detail}`] : [];
  });
}

interface Step {
  id: number;
  parent: number;
  detail: string;
}

const planOf = (sqlite: SQLite.Database, statement: string) =>
  sqlite.prepare(`explain query plan ${statement}`).all() as Step[];
const isSorting = ({ detail }: Step) => detail.startsWith('USE TEMP B-TREE FOR ORDER BY');

/** Whether what a step reads is sorted beside it or further out. What is sorted within, for each of its rows, is not it. */
function isSorted(steps: readonly Step[], { parent }: Step): boolean {
  if (steps.some((step) => step.parent === parent && isSorting(step))) return true;
  const outer = steps.find(({ id }) => id === parent);
  return outer !== undefined && isSorted(steps, outer);
}

/** Says of a statement that gives more rows than so many how many they are: an index may lead to all rows of a table, too. */
export function manyRows(sqlite: SQLite.Database, statement: string, most: number): string[] {
  const rows = Number(sqlite.prepare(`select count(*) from (${statement})`).pluck().get());
  return rows > most ? [`${rows} rows`] : [];
}

const base = (table: string) => table.replace(/History$/, '');

/** Names and aliases in a statement, with the tables that they stand for. */
function namesIn(sqlite: SQLite.Database, statement: string): Map<string, string> {
  const tables = sqlite.prepare(`select name from sqlite_master where type = 'table'`).pluck().all() as string[];
  const names = new Map(tables.map((table) => [table, table]));
  for (const [, table, alias] of statement.matchAll(/"(\w+)" as "(\w+)"/g))
    if (table !== undefined && alias !== undefined && names.has(table)) names.set(alias, names.get(table) ?? table);
  return names;
}
