/** How the rate ages by itself: what it will be if nothing is renewed, and from which day it is below the target. */
import { endOfCover } from '#app/certificates/certificate.rules.ts';
import { addMonths } from '#app/day.ts';
import { type GreenCertificate, type GreenGround, type GreenScope, outputYear, rateOf } from './green-rate.rules.ts';
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
  } | null;
}

interface Asked {
  scope: GreenScope;
  from: string;
  /** Percent. */
  target: number;
  months: number;
}

/**
 * The rate from a day on, with the outputs of the last collected year held fixed and no certificate but those that are
 * registered. Null where there is no rate to begin with.
 */
export function forecastGreenRate(
  ground: GreenGround,
  settings: GreenRateSettings,
  asked: Asked,
): GreenForecast | null {
  const { from, target, months } = asked;
  const until = addMonths(from, months);
  const start = valueOn(ground, settings, asked, from);
  if (start === null) return null;
  const steps = [{ day: from, value: start }];
  for (const day of turningDays(ground.certificates, from, until)) {
    const value = valueOn(ground, settings, asked, day);
    if (value !== null && value !== steps.at(-1)?.value) steps.push({ day, value });
  }
  const fall = steps.find(({ value }) => value < target);
  return { steps, until, falls: fall ? { ...fall, causes: causesOf(ground, settings, asked, fall.day) } : null };
}

/** The rate of a coming day: the outputs are those known on the first day, only the certificates move on. */
export function valueOn(
  ground: GreenGround,
  settings: GreenRateSettings,
  { scope, from }: Pick<Asked, 'scope' | 'from'>,
  day: string,
): number | null {
  const year = outputYear(ground, scope, from);
  const validityYear = year === null ? null : year + Number(day.slice(0, 4)) - Number(from.slice(0, 4));
  return rateOf(ground, settings, scope, { year, day, validityYear }).value;
}

/** The days after `from` on which a certificate begins or ceases to cover, and on which a year begins. */
function turningDays(certificates: readonly GreenCertificate[], from: string, until: string): string[] {
  const years = Array.from(
    { length: Number(until.slice(0, 4)) - Number(from.slice(0, 4)) },
    (_, count) => `${Number(from.slice(0, 4)) + count + 1}-01-01`,
  );
  const days = certificates.flatMap((certificate) => [
    certificate.validFrom,
    endOfCover(certificate),
    ...certificate.events.map(({ day }) => day),
  ]);
  return [...new Set([...days, ...years])]
    .filter((day): day is string => day !== null && day > from && day <= until)
    .sort();
}

/** The certificates that counted on the first day and whose products no longer count on the day of the fall. */
function causesOf(ground: GreenGround, settings: GreenRateSettings, { scope, from }: Asked, day: string) {
  const year = outputYear(ground, scope, from);
  const validityYear = year === null ? null : year + Number(day.slice(0, 4)) - Number(from.slice(0, 4));
  const before = rateOf(ground, settings, scope, { year, day: from, validityYear: year });
  const after = new Map(
    rateOf(ground, settings, scope, { year, day, validityYear }).items.map((each) => [each.item.id, each]),
  );
  return before.items.flatMap(({ item, left, certificate: id }) => {
    const certificate = ground.certificates.find((each) => each.id === id);
    if (left !== null || !certificate || certificate.validTo === null) return [];
    const now = after.get(item.id);
    if (now?.left === null && now.item.amount >= item.amount) return [];
    return [
      { certificate: certificate.id, product: item.label, number: certificate.number, endsOn: certificate.validTo },
    ];
  });
}
