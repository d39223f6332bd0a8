import type { TableWords } from '#app/field-words.ts';

export const townWords: TableWords = {
  noun: '镇',
  fields: {
    code: { label: '区划代码' },
    name: { label: '镇名' },
    shortName: { label: '简称' },
    source: { label: '来源' },
  },
};
