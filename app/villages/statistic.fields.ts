/** The fields of a yearly ledger (台账): their words and units, and how they stand together on a form. */

import type { LedgerField } from './statistic.schema.ts';

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
