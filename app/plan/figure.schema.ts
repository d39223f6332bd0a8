import { z } from 'zod';
import { leftOutWords } from './plan.fields.ts';
export type LeftOut = keyof typeof leftOutWords;
// Object.keys forgets the names of the keys that it was given.
const LeftOut = z.enum(Object.keys(leftOutWords) as [LeftOut, ...LeftOut[]]);

/** One row that a figure looked at. `amount` is in the figure's unit; `villageCode` leads to its village if it has one. */
export const FigureItem = z.object({
  kind: z.enum(['village', 'title', 'area', 'product', 'observation']),
  id: z.string(),
  label: z.string(),
  amount: z.number(),
  note: z.string().nullable(),
  villageCode: z.string().nullable(),
});
export type FigureItem = z.infer<typeof FigureItem>;

export const ExcludedItem = FigureItem.extend({ code: LeftOut, reason: z.string() });
export type ExcludedItem = z.infer<typeof ExcludedItem>;

/** What the plan says of the ground that a figure stands on, and how much of it the register holds. */
const Reconciliation = z.object({
  subject: z.string(),
  planSays: z.number(),
  registered: z.number(),
  missing: z.number(),
  text: z.string(),
});
export type Reconciliation = z.infer<typeof Reconciliation>;

/** Titles held in all: the plan's baseline as registered and the period's new ones; `planned` is null for a town. */
const Stock = z.object({ baseline: z.number(), added: z.number(), total: z.number(), planned: z.number().nullable() });

const FigureTarget = z.object({
  kind: z.enum(['at-least', 'about', 'cumulative-about', 'relative', 'assigned', 'equal']),
  text: z.string(),
  value: z.number().nullable(),
  version: z.number().int(),
});

/** A figure with its whole receipt. Null means that there is no such number, never 0. */
export const Figure = z.object({
  key: z.string(),
  label: z.string(),
  unit: z.string(),
  value: z.number().nullable(),
  numerator: z.number().nullable(),
  denominator: z.number().nullable(),
  baseline: z.number().nullable(),
  target: FigureTarget.nullable(),
  met: z.boolean().nullable(),
  /** Why it is met, not met or cannot be judged, where that is more than a comparison of two numbers. */
  verdict: z.string().nullable(),
  method: z.object({ version: z.number().int(), text: z.string() }),
  asOf: z.iso.date(),
  /** Code of the town; null for the three towns together. */
  town: z.string().nullable(),
  scopeLabel: z.string(),
  sentence: z.string(),
  place: z.string(),
  included: z.array(FigureItem),
  excluded: z.array(ExcludedItem),
  /** How many rows were counted and left out, also where only some of them are told. */
  rows: z.object({ included: z.number(), excluded: z.number() }),
  /** Where one page of the rows is told, the key after which they go on; null where nothing follows. */
  next: z.string().nullable(),
  reconciliation: Reconciliation.nullable(),
  stock: Stock.nullable(),
  /** What its reader should know beside the rows: the year of the outputs, what is missing. */
  remarks: z.array(z.string()),
});
export type Figure = z.infer<typeof Figure>;
