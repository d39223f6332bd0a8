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

interface LedgerWord {
  label: string;
  unit: string;
}

export const ledgerWords: Record<LedgerField, LedgerWord> = {
  households: { label: '户数', unit: '户' },
  registeredPopulation: { label: '户籍人口', unit: '人' },
  residentPopulation: { label: '常住人口', unit: '人' },
  migrantPopulation: { label: '外来人口', unit: '人' },
  villageGroups: { label: '村民小组数', unit: '个' },
  partyMembers: { label: '党员数', unit: '人' },
  area: { label: '村域面积', unit: 'km²' },
  farmland: { label: '耕地', unit: '亩' },
  grainField: { label: '粮田', unit: '亩' },
  vegetableField: { label: '常年菜田', unit: '亩' },
  woodland: { label: '林地', unit: '亩' },
  fishpond: { label: '鱼塘', unit: '亩' },
  collectiveIncome: { label: '集体经济可支配收入', unit: '万元' },
  incomePerHead: { label: '农民人均可支配收入', unit: '元' },
};

export const ledgerFields = Object.keys(ledgerWords) as LedgerField[];

/** How the fields stand together on the form and in the table. */
export const ledgerGroups: readonly { title: string; fields: readonly LedgerField[] }[] = [
  {
    title: '人口与组织',
    fields: [
      'households',
      'registeredPopulation',
      'residentPopulation',
      'migrantPopulation',
      'villageGroups',
      'partyMembers',
    ],
  },
  { title: '土地', fields: ['area', 'farmland', 'grainField', 'vegetableField', 'woodland', 'fishpond'] },
  { title: '收入', fields: ['collectiveIncome', 'incomePerHead'] },
];

/** The first year for which a ledger is kept here. */
export const firstLedgerYear = 2000;
