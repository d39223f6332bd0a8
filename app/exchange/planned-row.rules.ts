/** The common part of every kind's plan: what differs, what is refused, what a row says over what stands. Pure. */
import { may } from '#app/accounts/policy.rules.ts';
import type { FieldError } from '#app/problem.ts';
import type { Db } from '#db/client.server.ts';
import type { Entry, PlanContext, PlannedRow, RowProblem } from './import-plan.ts';
import type { RowKind, RowValues } from './row-kind.ts';

/** The fields of a row with what an entry says of them put over them. */
export function over<T extends object>(present: T, says: Entry['says']): T {
  const own = Object.keys(present).filter((key) => Object.hasOwn(says, key));
  return { ...present, ...Object.fromEntries(own.map((key) => [key, says[key]])) };
}

export function differing<T extends object>(one: T, other: T): (keyof T & string)[] {
  return (Object.keys(one) as (keyof T & string)[]).filter((key) => one[key] !== other[key]);
}

/** What an entry says as text; undefined where it says nothing. */
export const textOf = (says: Entry['says'], key: string): string | undefined => {
  const value = says[key];
  return value === undefined || value === null || value === '' ? undefined : String(value);
};

interface Meant {
  key: string | null;
  name: string;
  town: string | null;
}

/** What its cells got wrong comes first; what follows from that is not said again. */
export function refused(
  { kind, place, problems: own }: Entry,
  meant: Meant,
  problems: readonly RowProblem[],
): PlannedRow {
  const follows = own.length > 0 && meant.key === null;
  const all = follows ? own : [...own, ...problems];
  return { kind, place, ...meant, outcome: 'refused', problems: all, differences: none, write: null };
}

export const none = () => ({ before: {}, after: {} });

/** A row that cannot be told: nothing more is known of it. */
export const unknownRow = (entry: Entry, message: string, key: string | null = null): PlannedRow =>
  refused(entry, { key: null, name: '', town: null }, [{ key, message }]);

interface Comparison<T> extends Meant {
  /** Null where the register has no such row yet. */
  present: T | null;
  wanted: T;
  problems: readonly FieldError[];
  write: (trx: Db, change: number) => Promise<void>;
}

/** A row against what the register holds. Problems are asked for only where something would be written. */
export function compared<T extends object>(
  entry: Entry,
  { present, wanted, problems, write, ...meant }: Comparison<T>,
): PlannedRow {
  if (entry.problems.length > 0) return refused(entry, meant, []);
  if (fieldsWritten(present, wanted).length === 0)
    return settled(entry, meant, { outcome: 'unchanged', differences: none, write: null });
  if (problems.length > 0)
    return refused(
      entry,
      meant,
      problems.map(({ path, message }) => ({ key: path, message })),
    );
  return settled(entry, meant, {
    outcome: present === null ? 'added' : 'changed',
    differences: () => differencesOf(present, wanted),
    write,
  });
}

function differencesOf<T extends object>(present: T | null, wanted: T) {
  const fields = fieldsWritten(present, wanted);
  return { before: present === null ? {} : valuesOf(present, fields), after: valuesOf(wanted, fields) };
}

/** What differs; of a row that the register has not yet, what is said. */
function fieldsWritten<T extends object>(present: T | null, wanted: T): (keyof T & string)[] {
  if (present !== null) return differing(wanted, present);
  return (Object.keys(wanted) as (keyof T & string)[]).filter((key) => wanted[key] !== null);
}

/** Written out field by field: put together from copies a row took 415 bytes and not 80, and there may be 100,000 of them. */
function settled(
  { kind, place }: Entry,
  { key, name, town }: Meant,
  { outcome, differences, write }: Pick<PlannedRow, 'outcome' | 'differences' | 'write'>,
): PlannedRow {
  return { kind, place, key, name, town, outcome, differences, problems: noProblems, write };
}

const noProblems: readonly RowProblem[] = [];

function valuesOf<T extends object>(row: T, keys: readonly (keyof T & string)[]): RowValues {
  return Object.fromEntries(keys.map((key) => [key, registerValue(row[key])]));
}

/** A ticked box is 1 in the register. */
function registerValue(value: unknown): string | number | null {
  if (typeof value === 'boolean') return value ? 1 : 0;
  return typeof value === 'string' || typeof value === 'number' ? value : null;
}

/** The sentence that refuses a row of another town; null where the reader may write it. */
export function refusedTown(kind: RowKind, { reader }: PlanContext, name: string, town: string | null): string | null {
  if (may(reader, kind.permission, town)) return null;
  return reader.role === 'town' ? `${name}不是本镇的，只能导入本镇的行` : `您的账户不能登记${kind.noun}`;
}
