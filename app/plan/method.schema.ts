import { z } from 'zod';
import { planPeriod } from './plan.fields.ts';

const programmes = z.array(z.string()).min(1);

/** A retained village counts with a counting title of one of the programmes (村级及以上). */
export const CoverageSettings = z.strictObject({
  programmes: programmes.default(['village-beautiful', 'district-beautiful', 'city-beautiful']),
  retentionRequired: z.literal(true).default(true),
});

/** Whether a title is the period's new one goes by its award year (年度) or by the day on which it was named. */
export const CityLevelSettings = z.strictObject({
  programmes: programmes.default(['city-beautiful']),
  newBy: z.enum(['award-year', 'named-on']).default('award-year'),
  from: z.iso.date().default(planPeriod.from),
  to: z.iso.date().default(planPeriod.to),
});
export type CityLevelSettings = z.infer<typeof CityLevelSettings>;

export const DistrictLevelSettings = z.strictObject({ programmes: programmes.default(['district-beautiful']) });

/** `area`: the id of the area whose confirmed members are counted. */
export const ShangtaSettings = z.strictObject({
  programmes: programmes.default(['city-beautiful']),
  area: z.string(),
  membershipRequired: z.literal('confirmed').default('confirmed'),
});

/** Areas that count towards the plan, named within its period, by the same reckoning as titles. */
export const AreasSettings = z.strictObject({
  newBy: z.enum(['award-year', 'named-on']).default('award-year'),
  from: z.iso.date().default(planPeriod.from),
  to: z.iso.date().default(planPeriod.to),
});
export type AreasSettings = z.infer<typeof AreasSettings>;

const scheme = z.enum([
  'green-a',
  'green-aa',
  'organic',
  'organic-conversion',
  'gi-agricultural',
  'gi-product',
  'famous',
]);

/**
 * Which schemes count, each product once; the actual output, or the smaller of actual and approved; a certificate that
 * covers the day, or any day of the year; rice as paddy, or milled by a factor.
 */
export const GreenRateSettings = z.strictObject({
  schemes: z.array(scheme).min(1).default(['green-a', 'green-aa', 'organic']),
  amount: z.enum(['smaller', 'actual']).default('smaller'),
  valid: z.enum(['on-day', 'any-day-of-year']).default('on-day'),
  rice: z.enum(['paddy', 'milled']).default('paddy'),
  factor: z.number().positive().max(1).default(0.7),
});
export type GreenRateSettings = z.infer<typeof GreenRateSettings>;

/**
 * How an indicator of table 1 is read from its yearly observations. `value`: the newest year, the sum of the plan's years, or
 * the mean growth over them. The rest is how it is held against its target; `comparedWith` names what a relative one needs.
 */
export const ObservedSettings = z.strictObject({
  value: z.enum(['latest', 'sum', 'average-growth']).default('latest'),
  better: z.enum(['more', 'less']).default('more'),
  tolerance: z.number().nonnegative().nullable().default(null),
  comparison: z.enum(['above', 'reach']).default('above'),
  comparedWith: z.string().nullable().default(null),
});
export type ObservedSettings = z.infer<typeof ObservedSettings>;

const read = new Map<z.ZodType, Map<string, unknown>>();

/**
 * The settings of a method row, read by the schema of its figure; throws where the row does not hold them. A method has
 * few versions, and tallies ask for them with every row: each text is parsed once.
 */
export function readSettings<Schema extends z.ZodType>(schema: Schema, method: { settings: string }): z.infer<Schema> {
  const known = read.get(schema) ?? new Map<string, unknown>();
  read.set(schema, known);
  // What is kept under a schema was parsed by it.
  const kept = known.get(method.settings) as z.infer<Schema> | undefined;
  const settings = kept ?? schema.parse(JSON.parse(method.settings));
  if (kept === undefined) known.set(method.settings, settings);
  return settings;
}
