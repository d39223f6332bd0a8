/** What a product and a town add to the green rate, by year of output and category: see `tally.rules.ts`. */
import { endOfCover } from '#app/certificates/certificate.rules.ts';
import type { Category } from '#db/tables.ts';
import {
  factored,
  type GreenGround,
  type GreenProduct,
  judgeProduct,
  kilograms,
  type Moment,
} from './green-rate.rules.ts';
import { GreenRateSettings, readSettings } from './method.schema.ts';
import { noSums, type Share, stepsOf } from './tally.rules.ts';

/** The parts of the rate. `counted` and `amount` are what their names say; further sums are told beside each. */
export const greenPart = {
  /** Towns. */
  towns: 'towns',
  /** Products that are or were public. */
  products: (category: Category) => `products ${category}`,
  /** Products with a certificate that counts, whatever is known of their output. */
  covered: (category: Category) => `covered ${category}`,
  /** Products with an accepted output of a year; `untold` not accepted, `ground` whose town reported no local output. */
  certified: (year: number, category: Category) => `certified ${year} ${category}`,
  /** Towns that reported local output of a year, and how much; of all categories together only which. */
  local: (year: number, category: Category | null) => `local ${year} ${category ?? '*'}`,
};

/** A product with all that is its own, and what its town reported. */
export interface ProductRows extends Pick<GreenGround, 'certificates' | 'outputs' | 'localOutputs'> {
  product: GreenProduct;
}

/** What a product adds. By a method that asks for any day of a year its days are the firsts of years. */
export function productShares(settings: string, { product, localOutputs, ...ground }: ProductRows): Share[] {
  const method = readSettings(GreenRateSettings, { settings });
  const days = ground.certificates.flatMap((each) => [
    ...[each.validFrom, endOfCover(each)].filter((day) => day !== null),
    ...each.events.map(({ day }) => day),
  ]);
  const turns = method.valid === 'on-day' ? days : firstsOf(days);
  const judge = (year: number | null, day: string) => judgeProduct(ground, method, product, momentOf(year, day));
  const { category } = product;
  const reported = (year: number) =>
    localOutputs.some((row) => row.year === year && row.category === category && row.tonnes !== null);
  const covered = stepsOf(turns, (day) => {
    return judge(null, day).left === 'output-missing' ? { ...noSums, counted: 1 } : noSums;
  });
  const years = covered.length === 0 ? [] : [...new Set(ground.outputs.map(({ year }) => year))];
  return [
    { part: greenPart.products(category), day: '', sums: { ...noSums, counted: 1 } },
    ...covered.map((step) => ({ part: greenPart.covered(category), ...step })),
    ...years.flatMap((year) =>
      stepsOf(turns, (day) => {
        const { left, item } = judge(year, day);
        if (left === 'output-not-accepted') return { ...noSums, untold: 1 };
        if (left !== null) return noSums;
        return { ...noSums, counted: 1, ground: reported(year) ? 0 : 1, amount: kilograms(item.amount) };
      }).map((step) => ({ part: greenPart.certified(year, category), ...step })),
    ),
  ];
}

/** A town with what it reported. */
export interface TownRows {
  localOutputs: GreenGround['localOutputs'];
}

/** What a town adds, from ever: local output belongs to its year, which is the part's. */
export function townShares(settings: string, { localOutputs }: TownRows): Share[] {
  const method = readSettings(GreenRateSettings, { settings });
  const reported = localOutputs.filter(({ tonnes }) => tonnes !== null);
  const add = (part: string, sums: Partial<Share['sums']>) => ({ part, day: '', sums: { ...noSums, ...sums } });
  return [
    add(greenPart.towns, { counted: 1 }),
    ...[...new Set(reported.map(({ year }) => year))].map((year) => add(greenPart.local(year, null), { counted: 1 })),
    ...reported.map(({ year, category, tonnes }) =>
      add(greenPart.local(year, category), {
        counted: 1,
        amount: kilograms(factored(method, category, tonnes ?? 0)),
      }),
    ),
  ];
}

function momentOf(year: number | null, day: string): Moment {
  return { year, day, validityYear: day === '' ? null : Number(day.slice(0, 4)) };
}

/** The first days of the years of some days and of those after them: in these a state can have turned. */
function firstsOf(days: readonly string[]): string[] {
  return days.flatMap((day) => {
    const year = Number(day.slice(0, 4));
    return [year, year + 1].map((each) => `${String(each).padStart(4, '0')}-01-01`);
  });
}
