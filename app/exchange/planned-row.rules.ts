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
export function refused({ place, problems: own }: Entry, meant: Meant, problems: readonly RowProblem[]): PlannedRow {
  const follows = own.length > 0 && meant.key === null;
  const all = follows ? own : [...own, ...problems];
  return { place, ...meant, outcome: 'refused', problems: all, differences: none, write: null };
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
  const fields =
    present === null
      ? (Object.keys(wanted) as (keyof T & string)[]).filter((key) => wanted[key] !== null)
      : differing(wanted, present);
  if (entry.problems.length > 0) return refused(entry, meant, []);
  if (fields.length === 0) return settled(entry, meant, 'unchanged');
  if (problems.length > 0)
    return refused(
      entry,
      meant,
      problems.map(({ path, message }) => ({ key: path, message })),
    );
  return {
    ...settled(entry, meant, present === null ? 'added' : 'changed'),
    differences: () => ({
      before: present === null ? {} : valuesOf(present, fields),
      after: valuesOf(wanted, fields),
    }),
    write,
  };
}

function settled({ place }: Entry, meant: Meant, outcome: PlannedRow['outcome']): PlannedRow {
  return { place, ...meant, outcome, differences: none, problems: [], write: null };
}

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
