/** The Chinese words of the tables of villages: for labels, the history and spreadsheets. */
import type { FieldWord, TableWords } from '#app/field-words.ts';
import { ledgerFields, ledgerWords } from './statistic.fields.ts';
import type { LineageKind, Retention } from './village.schema.ts';

export const retentionWords: Record<Retention, string> = {
  unconfirmed: '待确认',
  retained: '规划保留保护',
  'not-retained': '不属规划保留保护',
};

/** What a town can propose. */
export const proposalWords = { retained: retentionWords.retained, 'not-retained': retentionWords['not-retained'] };

export const lineageWords: Record<LineageKind, string> = {
  renamed: '更名',
  merged: '并入他村',
  abolished: '撤销建制',
};

export const villageWords = {
  noun: '村庄',
  fields: {
    code: { label: '区划代码' },
    name: { label: '村名' },
    townCode: { label: '所属镇' },
    retention: { label: '规划保留保护', values: retentionWords },
    retentionProposal: { label: '待区里确认的保留保护状态', values: retentionWords },
    retentionNote: { label: '保留保护说明' },
    introduction: { label: '村庄简介' },
    industry: { label: '主导产业' },
    settlements: { label: '自然村落' },
  },
} as const satisfies TableWords;

export const villageEventWords: TableWords = {
  noun: '村庄沿革',
  fields: {
    kind: { label: '沿革', values: lineageWords },
    day: { label: '生效日期', type: 'day' },
    oldName: { label: '原村名' },
    newName: { label: '新村名' },
    successorCode: { label: '并入的村' },
    documentNumber: { label: '文号' },
    note: { label: '说明' },
  },
};

const ledger = ledgerFields.map((field): [string, FieldWord] => [field, { ...ledgerWords[field], type: 'number' }]);

export const statisticWords: TableWords = {
  noun: '年度台账',
  fields: { year: { label: '年份' }, ...Object.fromEntries(ledger) },
};
