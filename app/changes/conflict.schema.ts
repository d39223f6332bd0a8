/** What a form needs to let its user choose where somebody else changed the same field, and how he answers. */
import { z } from 'zod';

const Value = z.union([z.string(), z.number(), z.null()]);

const ContestedField = z.object({
  field: z.string(),
  base: Value,
  theirs: Value,
  mine: Value,
  /** The change that set the other value: its number, who made it (null for the register itself) and when. */
  number: z.number(),
  by: z.string().nullable(),
  at: z.string(),
});
export type ContestedField = z.infer<typeof ContestedField>;

export const Conflict = z.object({
  /** The register as the choice is shown: the form sent next is measured against it. */
  change: z.number(),
  fields: z.array(ContestedField),
});
export type Conflict = z.infer<typeof Conflict>;

/** The contested fields among a problem's details; null where it is about something else. */
export function conflictOf(details: unknown): Conflict | null {
  return Conflict.safeParse(details).data ?? null;
}

const prefix = 'choice-';

/** The form field that holds the choice for a contested field. */
export const choiceName = (field: string) => `${prefix}${field}`;

/** The fields for which the user leaves the other's value standing. */
export function fieldsLeft(form: Readonly<Record<string, string>>): string[] {
  return Object.entries(form).flatMap(([name, choice]) =>
    name.startsWith(prefix) && choice === 'theirs' ? [name.slice(prefix.length)] : [],
  );
}
