/** How the fields of titles, their steps and programmes are called in Chinese. */
import type { TableWords } from '#app/field-words.ts';
import { levelWords } from '#app/villages/level.rules.ts';
import { confirmationWords, precisionWords, stageWords } from './title.schema.ts';

export const programmeWords: TableWords = {
  noun: '创建项目',
  fields: {
    name: { label: '项目名称' },
    shortName: { label: '简称' },
    level: { label: '等级', values: levelWords },
    position: { label: '次序', type: 'number' },
    description: { label: '说明' },
    source: { label: '来源' },
  },
};

export const titleWords = {
  noun: '荣誉与创建',
  fields: {
    villageCode: { label: '村庄' },
    programmeKey: { label: '项目' },
    awardYear: { label: '年度' },
    stage: { label: '进展', values: stageWords },
    note: { label: '备注' },
    source: { label: '来源' },
  },
} as const satisfies TableWords;

export const titleStepWords = {
  noun: '创建步骤',
  fields: {
    sequence: { label: '第几步', type: 'number' },
    stage: { label: '进展', values: stageWords },
    day: { label: '日期', type: 'day' },
    precision: { label: '日期是否确切', values: precisionWords },
    documentNumber: { label: '文号' },
    attachmentName: { label: '附件' },
    reason: { label: '原因' },
    note: { label: '备注' },
    proposedBy: { label: '提出账户' },
    confirmation: { label: '区里确认', values: confirmationWords },
    confirmedBy: { label: '确认账户' },
    confirmedOn: { label: '确认日期', type: 'day' },
    confirmationReason: { label: '退回的原因' },
    source: { label: '来源' },
  },
} as const satisfies TableWords;
