/** What the receipt of the green rate says beside its rows: by category, by other methods, and how it ages. */
import { categories } from '#app/producers/category.ts';
import type { Category } from '#db/tables.ts';
import { forecastGreenRate, type GreenForecast } from './green-forecast.rules.ts';
import { type GreenScope, greenRateOn } from './green-rate.rules.ts';
import { GreenRateSettings, readSettings } from './method.schema.ts';
import { methodOn, type PlanGround, type Scope } from './plan-ground.rules.ts';
import { versionInForce } from './target.rules.ts';

const key = 'green-rate';
const monthsAhead = 24;

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
  const towns = town === null ? ground.towns.map(({ code }) => code) : [town.code];
  const rate = (settings: GreenRateSettings, day: string, of: Category | null) =>
    greenRateOn(ground.green, settings, { towns, category: of }, day);
  const settings = readSettings(GreenRateSettings, method);
  const own = rate(settings, asOf, category).value;
  const forecast = forecastOn(ground, { towns, category }, asOf);
  return {
    byCategory: categories.map((each) => {
      const { certified, local, value } = rate(settings, asOf, each);
      return { category: each, certified, local, value };
    }),
    otherMethods: methods
      .filter(({ version }) => version !== method.version)
      .map(({ version, text, settings: other }) => {
        const value = rate(readSettings(GreenRateSettings, { settings: other }), asOf, category).value;
        return { version, text, value, difference: value === null || own === null ? null : value - own };
      }),
    breaks: trend.slice(1).flatMap(({ day }, place) => {
      const before = methodOn(ground, key, trend[place]?.day ?? day);
      const after = methodOn(ground, key, day);
      if (before === undefined || after === undefined || before.version === after.version) return [];
      const by = (each: { settings: string }) => rate(readSettings(GreenRateSettings, each), day, category).value;
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
  const falls = forecastOn(ground, { towns: ground.towns.map(({ code }) => code), category: null }, asOf)?.falls;
  return target === null || !falls ? null : { day: falls.day, target };
}

function comingMethod(methods: PlanGround['methods'], asOf: string, forecast: GreenForecast | null) {
  const until = forecast?.until ?? asOf;
  const [next] = methods
    .filter(({ inForceFrom, version }) => version > 1 && inForceFrom > asOf && inForceFrom <= until)
    .toSorted((a, b) => (a.inForceFrom < b.inForceFrom ? -1 : a.version - b.version));
  return next === undefined ? null : { version: next.version, day: next.inForceFrom };
}

function forecastOn(ground: PlanGround, scope: GreenScope, asOf: string): GreenForecast | null {
  const method = methodOn(ground, key, asOf);
  if (method === undefined) return null;
  const asked = { scope, from: asOf, months: monthsAhead, target: targetOn(ground, asOf) ?? 0 };
  return forecastGreenRate(ground.green, readSettings(GreenRateSettings, method), asked);
}

function targetOn({ targets }: PlanGround, asOf: string): number | null {
  const own = targets.filter(({ indicatorKey }) => indicatorKey === key);
  return versionInForce(own, asOf)?.value ?? null;
}
