/** What a form needs to let its user choose where somebody else changed the same field, and how he answers. */
import { detailsWith } from '#app/problem.ts';

type Value = string | number | null;

export interface ContestedField {
  field: string;
  base: Value;
  theirs: Value;
  mine: Value;
  /** The change that set the other value: its number, who made it (null for the register itself) and when. */
  number: number;
  by: string | null;
  at: string;
}

export interface Conflict {
  /** The register as the choice is shown: the form sent next is measured against it. */
  change: number;
  fields: ContestedField[];
}

/** The contested fields among a problem's details; null where it is about something else. */
export const conflictOf = (details: unknown) => detailsWith<Conflict>(details, 'fields');

const prefix = 'choice-';

/** The form field that holds the choice for a contested field. */
export const choiceName = (field: string) => `${prefix}${field}`;

/** The fields for which the user leaves the other's value standing. */
export function fieldsLeft(form: Readonly<Record<string, string>>): string[] {
  return Object.entries(form).flatMap(([name, choice]) =>
    name.startsWith(prefix) && choice === 'theirs' ? [name.slice(prefix.length)] : [],
  );
}
