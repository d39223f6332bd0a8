/**
 * 绿色产品认证率 (plan 四（四）3; domain, section 7): certified output over local output, by weight. Sums are made in whole
 * kilograms, so that a rate just below the target is never rounded up to it.
 */

import type { CertificateEvent, CertificateTerm } from '#app/certificates/certificate.rules.ts';
import {
  certificateStateOn,
  certificateStateWords,
  coversAnyDayOf,
  coversDay,
} from '#app/certificates/certificate.rules.ts';
import { type Scheme, schemes } from '#app/certificates/scheme.rules.ts';
import { formatDay, formatNumber } from '#app/ui/format.ts';
import type { Category, LocalOutputTable, OutputTable } from '#db/tables.ts';
import type { Figure, FigureItem, LeftOut } from './figure.schema.ts';
import { type FigureInput, figureOf } from './figure-input.rules.ts';
import { groupsOf } from './groups.ts';
import { GreenRateSettings, readSettings } from './method.schema.ts';
import { type Receipt, split } from './receipt.rules.ts';

export interface GreenProduct {
  id: string;
  name: string;
  producerName: string;
  townCode: string;
  /** The village of its producer or base, where it has one. */
  villageCode: string | null;
  category: Category;
  status: 'public' | 'withdrawn';
}

/** An accepted certificate. */
export interface GreenCertificate extends CertificateTerm {
  id: string;
  productId: string;
  scheme: Scheme;
  number: string;
  /** 核准产量, tonnes a year; null where the paper states none. */
  approvedOutput: number | null;
  events: readonly CertificateEvent[];
}

export interface GreenGround {
  products: readonly GreenProduct[];
  certificates: readonly GreenCertificate[];
  outputs: readonly Pick<OutputTable, 'productId' | 'year' | 'tonnes' | 'review'>[];
  localOutputs: readonly Pick<LocalOutputTable, 'townCode' | 'year' | 'category' | 'tonnes'>[];
}

/** A correction that waits leaves what was accepted before in force. */
export function outputInForce<R extends Pick<OutputTable, 'tonnes' | 'acceptedTonnes' | 'review'>>({
  acceptedTonnes,
  ...output
}: R) {
  return acceptedTonnes === null ? output : { ...output, tonnes: acceptedTonnes, review: 'accepted' as const };
}

export interface GreenScope {
  /** The codes of the towns asked about. */
  towns: readonly string[];
  category: Category | null;
}

export interface GreenRate {
  /** The year whose outputs are compared; null where no year's local output was collected. */
  year: number | null;
  /** Tonnes; null without a year. */
  certified: number | null;
  local: number | null;
  /** The same as they were summed. */
  certifiedKilograms: number | null;
  localKilograms: number | null;
  /** Percent, unrounded; null where there is nothing to divide by. */
  value: number | null;
  items: { item: FigureItem; left: LeftOut | null; certificate: string | null }[];
}

/**
 * 绿色产品认证率达到30%以上 (plan, 四（四）3): percent, with each product counted or left out. A certified product whose output is
 * missing could still lift it, and local output that is missing where products are counted would lower it.
 */
export function greenRate(input: FigureInput): Figure {
  const settings = readSettings(GreenRateSettings, input.method);
  const towns = input.town === null ? input.towns : [input.town.code];
  const { year, items, ...rate } = greenRateOn(input.green, settings, { towns, category: input.category }, input.asOf);
  const receipt = split(items);
  return tellGreenRate(input, {
    ...{ ...receipt, year, counted: receipt.included.length, leftOut: receipt.excluded.length },
    ...{ certified: rate.certifiedKilograms, local: rate.localKilograms },
    missing: items.filter(({ left }) => left === 'output-missing').length,
    unreported: unreportedOf(input.green, items, year),
  });
}

/** What products and towns come to, in whole kilograms; null where no year's local output was collected. */
export interface GreenSums {
  year: number | null;
  certified: number | null;
  local: number | null;
  counted: number;
  leftOut: number;
  /** Products with a certificate that counts, whose output is missing. */
  missing: number;
  /** Counted products of a town and category of which no local output was reported. */
  unreported: number;
}

export function tellGreenRate(input: FigureInput, { included, excluded, ...sums }: GreenSums & Receipt): Figure {
  const [certified, local] = [tonnesOf(sums.certified), tonnesOf(sums.local)];
  const value = percentOf(sums);
  const remarks = [
    sums.year === null
      ? '业务日期以前没有三镇都已填报地产农产品产量的年份，认证率未采集。'
      : `产量取${sums.year}年，认证产量 ${formatNumber(certified)} 吨，地产农产品产量 ${formatNumber(local)} 吨。`,
  ];
  return figureOf(input, {
    ...{ included, excluded, value, numerator: certified, ownDenominator: local, remarks },
    sums: { counted: sums.counted, excluded: sums.leftOut, untold: 0, ground: 0, amount: 0 },
    collected: isCollected(input.target?.value ?? null, value, sums),
  });
}

/** Percent, unrounded; null where there is nothing to divide by. */
export function percentOf({ certified, local }: Pick<GreenSums, 'certified' | 'local'>): number | null {
  return certified === null || local === null || local === 0 ? null : (certified * 100) / local;
}

export const tonnesOf = (kilos: number | null) => (kilos === null ? null : kilos / 1000);

function isCollected(target: number | null, value: number | null, { missing, unreported }: GreenSums): boolean {
  if (value === null || target === null) return false;
  return value < target ? missing === 0 : unreported === 0;
}

function unreportedOf({ products, localOutputs }: GreenGround, items: GreenRate['items'], year: number | null): number {
  const counted = new Set(items.flatMap(({ left, item }) => (left === null ? [item.id] : [])));
  const reported = localOutputs.filter((row) => row.year === year && row.tonnes !== null);
  const known = new Set(reported.map(({ townCode, category }) => `${townCode} ${category}`));
  return products.filter(({ id, townCode, category }) => counted.has(id) && !known.has(`${townCode} ${category}`))
    .length;
}

/** The rate of a day in a scope. */
export function greenRateOn(
  ground: GreenGround,
  settings: GreenRateSettings,
  scope: GreenScope,
  asOf: string,
): GreenRate {
  const year = outputYear(ground, scope, asOf);
  return rateOf(ground, settings, scope, { year, day: asOf, validityYear: year });
}

/**
 * The year whose outputs count on a day: the day's own, or the newest before it, in which every town of the scope has
 * reported some local output. Null where there is none.
 */
export function outputYear(
  { localOutputs }: GreenGround,
  { towns, category }: GreenScope,
  asOf: string,
): number | null {
  const collected = localOutputs.filter(
    (row) => row.tonnes !== null && row.year <= yearOf(asOf) && (category === null || row.category === category),
  );
  const years = [...new Set(collected.map(({ year }) => year))].sort((a, b) => b - a);
  const reported = new Set(collected.map(({ year, townCode }) => `${year} ${townCode}`));
  const complete = (year: number) => towns.every((town) => reported.has(`${year} ${town}`));
  return years.find(complete) ?? null;
}

export interface Moment {
  year: number | null;
  day: string;
  /** The year in which a certificate must cover a day, where the method asks for any day of the year. */
  validityYear: number | null;
}

export function rateOf(ground: GreenGround, settings: GreenRateSettings, scope: GreenScope, moment: Moment): GreenRate {
  const { towns, category } = scope;
  const products = towns
    .flatMap((town) => groupsOf(ground.products, 'townCode').get(town) ?? [])
    .filter((product) => category === null || product.category === category)
    .toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const items = products.map((product) => judgeProduct(ground, settings, product, moment));
  const certified = items.reduce((sum, { left, item }) => (left === null ? sum + kilograms(item.amount) : sum), 0);
  const sums = {
    certified: moment.year === null ? null : certified,
    local: localKilograms(ground, settings, scope, moment.year),
  };
  return {
    ...{ year: moment.year, items, value: percentOf(sums) },
    ...{ certified: tonnesOf(sums.certified), local: tonnesOf(sums.local) },
    ...{ certifiedKilograms: sums.certified, localKilograms: sums.local },
  };
}

/** A product counted or left out, by its own rows alone. */
export function judgeProduct(
  ground: Pick<GreenGround, 'certificates' | 'outputs'>,
  settings: GreenRateSettings,
  product: GreenProduct,
  moment: Moment,
): GreenRate['items'][number] {
  const { id, name, producerName, villageCode } = product;
  const told = (amount: number, left: LeftOut | null, note: string | null, certificate: string | null = null) => ({
    item: { kind: 'product' as const, id, label: `${name}（${producerName}）`, amount, note, villageCode },
    left,
    certificate,
  });
  const output = groupsOf(ground.outputs, 'productId')
    .get(id)
    ?.find((row) => row.year === moment.year);
  const actual = factored(settings, product.category, output?.tonnes ?? 0);
  const own = groupsOf(ground.certificates, 'productId').get(id) ?? [];
  if (product.status === 'withdrawn') return told(actual, 'product-withdrawn', null);
  if (own.length === 0) return told(actual, 'no-certificate', null);
  const counted = own.filter(({ scheme }) => settings.schemes.includes(scheme));
  if (counted.length === 0)
    return told(actual, 'scheme-not-counted', own.map(({ scheme }) => schemes[scheme].word).join('、'));
  const covering = counted.filter((certificate) => covers(certificate, settings, moment));
  if (covering.length === 0)
    return told(actual, 'not-covered', counted.map((each) => whyNot(each, moment.day)).join('；'));
  if (output === undefined || output.tonnes === null) return told(0, 'output-missing', null);
  if (output.review !== 'accepted') return told(actual, 'output-not-accepted', null);
  // Each product once: by the certificate that lets most of it count.
  const best = covering.toSorted((a, b) => approvedOf(b) - approvedOf(a) || (a.id < b.id ? -1 : 1))[0];
  const approved =
    best === undefined ? Number.POSITIVE_INFINITY : factored(settings, product.category, approvedOf(best));
  const amount = settings.amount === 'smaller' ? Math.min(actual, approved) : actual;
  const cut = amount < actual ? `，实际 ${formatNumber(actual)} 吨，按核准产量计` : '';
  return told(amount, null, best ? `${schemes[best.scheme].word} ${best.number}${cut}` : null, best?.id ?? null);
}

/** A certificate that states no approved output limits nothing. */
const approvedOf = ({ approvedOutput }: GreenCertificate) => approvedOutput ?? Number.POSITIVE_INFINITY;

function covers(certificate: GreenCertificate, { valid }: GreenRateSettings, { day, validityYear }: Moment): boolean {
  if (valid === 'on-day') return coversDay(certificate, certificate.events, day);
  return validityYear !== null && coversAnyDayOf(certificate, certificate.events, validityYear);
}

function whyNot(certificate: GreenCertificate, day: string): string {
  const state = certificateStateOn(certificate, certificate.events, day);
  const end = state === 'expired' && certificate.validTo !== null ? `，有效期至${formatDay(certificate.validTo)}` : '';
  return `${schemes[certificate.scheme].word} ${certificate.number} ${certificateStateWords[state]}${end}`;
}

/** Rice is recorded as paddy; counted as milled, both sides of the division are multiplied by the same factor. */
export function factored({ rice, factor }: GreenRateSettings, category: Category, tonnes: number): number {
  return category === 'grain' && rice === 'milled' ? tonnes * factor : tonnes;
}

function localKilograms(
  { localOutputs }: GreenGround,
  settings: GreenRateSettings,
  { towns, category }: GreenScope,
  year: number | null,
): number | null {
  if (year === null) return null;
  return towns
    .flatMap((town) => groupsOf(localOutputs, 'townCode').get(town) ?? [])
    .filter((row) => row.year === year && (category === null || row.category === category))
    .reduce((sum, row) => sum + kilograms(factored(settings, row.category, row.tonnes ?? 0)), 0);
}

export const kilograms = (tonnes: number) => Math.round(tonnes * 1000);
const yearOf = (day: string) => Number(day.slice(0, 4));
