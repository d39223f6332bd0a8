/** The ledger (台账) of one village and one year: its fields, their units, how they are grouped on a form. */
import { z } from 'zod';
import { checkbox, formChange, optionalNumber } from '#app/fields.ts';

const count = optionalNumber({ decimals: 0, largest: 1_000_000 });
const measure = optionalNumber({ decimals: 2, largest: 1_000_000 });
const money = optionalNumber({ decimals: 2, negative: true, largest: 10_000_000 });

export const Ledger = z.object({
  households: count,
  registeredPopulation: count,
  residentPopulation: count,
  migrantPopulation: count,
  villageGroups: count,
  partyMembers: count,
  area: measure,
  farmland: measure,
  grainField: measure,
  vegetableField: measure,
  woodland: measure,
  fishpond: measure,
  collectiveIncome: money,
  incomePerHead: measure,
});
/** Values of one year; null is not collected. */
export type Ledger = z.infer<typeof Ledger>;
export type LedgerField = keyof Ledger;

export const AmendStatistics = Ledger.extend({ change: formChange, confirmJump: checkbox });
