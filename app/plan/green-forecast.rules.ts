/** How the rate ages by itself: what it will be if nothing is renewed, and from which day it is below the target. */
import { endOfCover } from '#app/certificates/certificate.rules.ts';
import { addMonths } from '#app/day.ts';
import { type GreenGround, type GreenScope, type Moment, outputYear, rateOf } from './green-rate.rules.ts';
import type { GreenRateSettings } from './method.schema.ts';

export interface GreenForecast {
  /** The rate on the first day and on each day on which it changes, up to the horizon. */
  steps: { day: string; value: number }[];
  /** The last day that was looked at. */
  until: string;
  /** The first day on which the rate is below the target, and the certificates that end before it. */
  falls: {
    day: string;
    value: number;
    causes: { certificate: string; product: string; number: string; endsOn: string }[];
    /** Whether these are all: of many the first to end are told. */
    areAll: boolean;
  } | null;
}

/** A certificate that counted on the first day, and whose product no longer counts on the day of the fall. */
export type Cause = NonNullable<GreenForecast['falls']>['causes'][number];

/** What a forecast is made from: all rows, or the tallies. */
export interface ForecastGround {
  /** The rate of a coming day: the outputs are those known on the first day, only the certificates move on. */
  valueOn: (day: string) => number | null;
  /** The days on which outputs begin or cease to count. */
  turns: readonly string[];
  /** Null where only rows can tell them, which are not at hand. */
  causesOf: ((day: string) => Cause[]) | null;
}

interface Asked {
  from: string;
  /** Percent. */
  target: number;
  months: number;
}

/**
 * The rate from a day on, with the outputs of the last collected year held fixed and no certificate but those that are
 * registered. Null where there is no rate to begin with.
 */
export function forecastGreenRate(ground: ForecastGround, { from, target, months }: Asked): GreenForecast | null {
  const until = addMonths(from, months);
  const start = ground.valueOn(from);
  if (start === null) return null;
  const steps = [{ day: from, value: start }];
  for (const day of turningDays(ground.turns, from, until)) {
    const value = ground.valueOn(day);
    if (value !== null && value !== steps.at(-1)?.value) steps.push({ day, value });
  }
  const fall = steps.find(({ value }) => value < target);
  const causesOf = ground.causesOf ?? (() => []);
  return {
    steps,
    until,
    falls: fall ? { ...fall, causes: causesOf(fall.day), areAll: ground.causesOf !== null } : null,
  };
}

/** The days of a forecast, its turns and the beginnings of years. */
function turningDays(turns: readonly string[], from: string, until: string): string[] {
  const years = Array.from(
    { length: Number(until.slice(0, 4)) - Number(from.slice(0, 4)) },
    (_, count) => `${Number(from.slice(0, 4)) + count + 1}-01-01`,
  );
  return [...new Set([...turns, ...years])].filter((day) => day > from && day <= until).sort();
}

/** By looking at every product and certificate. */
export function forecastGround(
  ground: GreenGround,
  settings: GreenRateSettings,
  { scope, from }: { scope: GreenScope; from: string },
): ForecastGround {
  const year = outputYear(ground, scope, from);
  return {
    valueOn: (day) => rateOf(ground, settings, scope, comingMoment(year, from, day)).value,
    turns: ground.certificates.flatMap((certificate) =>
      [certificate.validFrom, endOfCover(certificate), ...certificate.events.map(({ day }) => day)].filter(
        (day) => day !== null,
      ),
    ),
    causesOf: (day) => causesOf(ground, settings, { scope, from, year }, day),
  };
}

/** A coming day with the outputs of a year that is known. */
export function comingMoment(year: number | null, from: string, day: string): Moment {
  return { year, day, validityYear: year === null ? null : year + Number(day.slice(0, 4)) - Number(from.slice(0, 4)) };
}

/**
 * In the order in which they end.
 *
 * @param year the year whose outputs are held fixed
 */
export function causesOf(
  ground: GreenGround,
  settings: GreenRateSettings,
  { scope, from, year }: { scope: GreenScope; from: string; year: number | null },
  day: string,
): Cause[] {
  const before = rateOf(ground, settings, scope, comingMoment(year, from, from));
  const then = rateOf(ground, settings, scope, comingMoment(year, from, day));
  const after = new Map(then.items.map((each) => [each.item.id, each]));
  const causes = before.items.flatMap(({ item, left, certificate: id }) => {
    const certificate = ground.certificates.find((each) => each.id === id);
    if (left !== null || !certificate || certificate.validTo === null) return [];
    const now = after.get(item.id);
    if (now?.left === null && now.item.amount >= item.amount) return [];
    return [
      { certificate: certificate.id, product: item.label, number: certificate.number, endsOn: certificate.validTo },
    ];
  });
  return causes.toSorted((a, b) => (a.endsOn < b.endsOn ? -1 : Number(a.endsOn > b.endsOn)));
}
