/** What the receipt of the green rate says beside its rows: by category, by other methods, and how it ages. */
import { categories } from '#app/producers/category.ts';
import type { Category } from '#db/tables.ts';
import { forecastGreenRate, forecastGround, type GreenForecast } from './green-forecast.rules.ts';
import { greenRateOn, outputYear, percentOf, tonnesOf } from './green-rate.rules.ts';
import { GreenRateSettings, readSettings } from './method.schema.ts';
import { methodOn, type PlanGround, type Scope } from './plan-ground.rules.ts';
import { greenSumsOn, talliedForecast } from './tallied.rules.ts';
import { versionInForce } from './target.rules.ts';

const key = 'green-rate';
/** How far a forecast looks. */
export const monthsAhead = 24;

export interface GreenReceipt {
  byCategory: { category: Category; certified: number | null; local: number | null; value: number | null }[];
  /** The rate of the same day by every other version of the method, and what the difference is in percentage points. */
  otherMethods: { version: number; text: string; value: number | null; difference: number | null }[];
  /** Where the method in force changes between two points of the trend: never compared silently. */
  breaks: { day: string; from: number; to: number; before: number | null; after: number | null }[];
  forecast: GreenForecast | null;
  /** The next version of the method that comes into force within the forecast, which goes by the day's own. */
  coming: { version: number; day: string } | null;
  /** Percent; null where no target is in force. */
  target: number | null;
}

/** Null for other figures, and where no method is known. */
export function greenReceiptOn(
  ground: PlanGround,
  { asOf, town, category = null }: Scope,
  trend: readonly { day: string }[],
): GreenReceipt | null {
  const methods = ground.methods.filter(({ indicatorKey }) => indicatorKey === key);
  const method = methodOn(ground, key, asOf);
  if (method === undefined) return null;
  const rate = (settings: string, day: string, of: Category | null) => rateIn(ground, settings, { town, of }, day);
  const own = rate(method.settings, asOf, category).value;
  const forecast = forecastOn(ground, { town, category }, asOf);
  return {
    byCategory: categories.map((each) => {
      const { certified, local, value } = rate(method.settings, asOf, each);
      return { category: each, certified, local, value };
    }),
    otherMethods: methods
      .filter(({ version }) => version !== method.version)
      .map(({ version, text, settings: other }) => {
        const value = rate(other, asOf, category).value;
        return { version, text, value, difference: value === null || own === null ? null : value - own };
      }),
    breaks: trend.slice(1).flatMap(({ day }, place) => {
      const before = methodOn(ground, key, trend[place]?.day ?? day);
      const after = methodOn(ground, key, day);
      if (before === undefined || after === undefined || before.version === after.version) return [];
      const by = (each: { settings: string }) => rate(each.settings, day, category).value;
      return [{ day, from: before.version, to: after.version, before: by(before), after: by(after) }];
    }),
    forecast,
    coming: comingMethod(methods, asOf, forecast),
    target: targetOn(ground, asOf),
  };
}

/** The fall of the rate of the three towns below its target, for whoever wants no more of the receipt. */
export function greenFallsOn(ground: PlanGround, asOf: string): { day: string; target: number } | null {
  const target = targetOn(ground, asOf);
  const falls = forecastOn(ground, { town: null, category: null }, asOf)?.falls;
  return target === null || !falls ? null : { day: falls.day, target };
}

/** The year whose outputs the rate of a day compares; null where there is none. */
export function outputYearOn(ground: PlanGround, { asOf, town, category = null }: Scope): number | null {
  const method = methodOn(ground, key, asOf);
  const { tallies } = ground;
  if (method === undefined) return null;
  if (tallies === null || town !== null)
    return outputYear(ground.green, greenScope(ground, { town, of: category }), asOf);
  return greenSumsOn({ asOf, method, tallies }, category, asOf).year;
}

function comingMethod(methods: PlanGround['methods'], asOf: string, forecast: GreenForecast | null) {
  const until = forecast?.until ?? asOf;
  const [next] = methods
    .filter(({ inForceFrom, version }) => version > 1 && inForceFrom > asOf && inForceFrom <= until)
    .toSorted((a, b) => (a.inForceFrom < b.inForceFrom ? -1 : a.version - b.version));
  return next === undefined ? null : { version: next.version, day: next.inForceFrom };
}

type Within = { town: Scope['town']; category: Category | null };

/** The rate of a day by some settings, in one category or in all. */
function rateIn(
  ground: PlanGround,
  settings: string,
  { town, of }: { town: Scope['town']; of: Category | null },
  day: string,
): { certified: number | null; local: number | null; value: number | null } {
  const { tallies } = ground;
  if (tallies === null || town !== null)
    return greenRateOn(
      ground.green,
      readSettings(GreenRateSettings, { settings }),
      greenScope(ground, { town, of }),
      day,
    );
  const sums = greenSumsOn({ asOf: tallies.asOf, method: { version: 0, text: '', settings }, tallies }, of, day);
  return { certified: tonnesOf(sums.certified), local: tonnesOf(sums.local), value: percentOf(sums) };
}

function greenScope({ towns }: PlanGround, { town, of }: { town: Scope['town']; of: Category | null }) {
  return { towns: town === null ? towns.map(({ code }) => code) : [town.code], category: of };
}

function forecastOn(ground: PlanGround, within: Within, asOf: string): GreenForecast | null {
  const method = methodOn(ground, key, asOf);
  if (method === undefined) return null;
  const asked = { from: asOf, months: monthsAhead, target: targetOn(ground, asOf) ?? 0 };
  const { tallies } = ground;
  if (tallies !== null && within.town === null)
    return forecastGreenRate(talliedForecast({ asOf, method, tallies }, within.category), asked);
  const scope = greenScope(ground, { town: within.town, of: within.category });
  const rows = forecastGround(ground.green, readSettings(GreenRateSettings, method), { scope, from: asOf });
  return forecastGreenRate(rows, asked);
}

function targetOn({ targets }: PlanGround, asOf: string): number | null {
  const own = targets.filter(({ indicatorKey }) => indicatorKey === key);
  return versionInForce(own, asOf)?.value ?? null;
}
