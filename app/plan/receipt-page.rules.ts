/** A receipt by pages: what a figure looks at one by one, and the rows that some of it make. */
import type { CountedKey } from './figure.rules.ts';
import { countings } from './figure.rules.ts';
import type { FigureInput } from './figure-input.rules.ts';
import { judgeProduct } from './green-rate.rules.ts';
import {
  CityLevelSettings,
  CoverageSettings,
  DistrictLevelSettings,
  GreenRateSettings,
  readSettings,
  ShangtaSettings,
} from './method.schema.ts';
import { type Receipt, receiptOf, split } from './receipt.rules.ts';

/** What a figure looks at: everything else makes no row of its receipt. `programmes`: those whose titles count. */
export type Looked =
  | { kind: 'village'; programmes: readonly string[] }
  | { kind: 'titled'; programmes: readonly string[] }
  | { kind: 'member'; programmes: readonly string[]; area: string }
  | { kind: 'area' }
  | { kind: 'product' };

export function lookedAt(key: CountedKey, method: { settings: string }): Looked {
  switch (key) {
    case 'coverage':
      return { kind: 'village', programmes: readSettings(CoverageSettings, method).programmes };
    case 'city-level':
      return { kind: 'titled', programmes: readSettings(CityLevelSettings, method).programmes };
    case 'district-level':
      return { kind: 'titled', programmes: readSettings(DistrictLevelSettings, method).programmes };
    case 'shangta': {
      const { programmes, area } = readSettings(ShangtaSettings, method);
      return { kind: 'member', programmes, area };
    }
    case 'areas':
      return { kind: 'area' };
    case 'green-rate':
      return { kind: 'product' };
  }
}

/**
 * The rows of a receipt that some of what it looks at make. Whatever order it is looked at in, those of all pages are
 * those of the whole.
 *
 * @param year the year whose outputs the green rate compares, which is everybody's to tell
 */
export function receiptRows(key: CountedKey, input: FigureInput, year: number | null): Receipt {
  if (key === 'green-rate') {
    const settings = readSettings(GreenRateSettings, input.method);
    const moment = { year, day: input.asOf, validityYear: year };
    return split(input.green.products.map((product) => judgeProduct(input.green, settings, product, moment)));
  }
  return receiptOf(countings[key].judge(input));
}
