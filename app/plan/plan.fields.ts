/** The Chinese words of the tables of the plan: for the history and spreadsheets. */
import type { TableWords } from '#app/field-words.ts';
import { confirmationWords } from '#app/titles/title.schema.ts';
import { targetKindWords } from './observation.schema.ts';
import { attributeWords } from './observed-words.rules.ts';

export const indicatorWords: TableWords = {
  noun: '规划指标',
  fields: {
    kind: { label: '类别', values: { commitment: '规划正文的任务', indicator: '表 1 的指标' } },
    label: { label: '指标名称' },
    unit: { label: '单位' },
    domain: { label: '领域' },
    attribute: { label: '属性', values: attributeWords },
    sentence: { label: '规划原文' },
    place: { label: '所在章节' },
    baseline: { label: '基期值', type: 'number' },
    baselineText: { label: '基期说明' },
    source: { label: '来源' },
  },
};

export const planTargetWords: TableWords = {
  noun: '规划目标',
  fields: {
    version: { label: '版次' },
    kind: {
      label: '目标类型',
      values: {
        ...targetKindWords,
      },
    },
    text: { label: '目标原文' },
    value: { label: '目标值', type: 'number' },
    inForceFrom: { label: '生效日期', type: 'day' },
    documentNumber: { label: '文号' },
    documentDay: { label: '文件日期', type: 'day' },
    attachmentName: { label: '附件' },
    source: { label: '来源' },
  },
};

export const observationWords: TableWords = {
  noun: '指标年度数',
  fields: {
    year: { label: '年度' },
    value: { label: '数值', type: 'number' },
    comparison: { label: '对比数', type: 'number' },
    observedOn: { label: '公布日期', type: 'day' },
    source: { label: '数据来源' },
    documentNumber: { label: '文号' },
    attachmentName: { label: '附件' },
    note: { label: '备注' },
    proposedBy: { label: '填报账户' },
    confirmation: { label: '区里确认', values: confirmationWords },
    confirmedBy: { label: '确认账户' },
    confirmedOn: { label: '确认日期', type: 'day' },
    confirmationReason: { label: '退回的原因' },
  },
};

export const methodWords: TableWords = {
  noun: '统计口径',
  fields: {
    version: { label: '版次' },
    text: { label: '口径' },
    inForceFrom: { label: '生效日期', type: 'day' },
    reason: { label: '调整原因' },
    documentNumber: { label: '文号' },
    documentDay: { label: '文件日期', type: 'day' },
    attachmentName: { label: '附件' },
    source: { label: '来源' },
  },
};
