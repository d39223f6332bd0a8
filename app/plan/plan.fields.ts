/** The Chinese words of the tables of the plan: for the history and spreadsheets. */
import type { TableWords } from '#app/field-words.ts';

export const indicatorWords: TableWords = {
  noun: '规划指标',
  fields: {
    kind: { label: '类别', values: { commitment: '规划正文的任务', indicator: '表 1 的指标' } },
    label: { label: '指标名称' },
    unit: { label: '单位' },
    domain: { label: '领域' },
    attribute: { label: '属性', values: { anticipatory: '预期性', binding: '约束性' } },
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
        'at-least': '不低于',
        about: '左右',
        'cumulative-about': '累计，左右',
        relative: '与全市相比',
        assigned: '由区下达',
        equal: '等于',
      },
    },
    text: { label: '目标原文' },
    value: { label: '目标值', type: 'number' },
    inForceFrom: { label: '生效日期', type: 'day' },
    source: { label: '来源' },
  },
};

export const methodWords: TableWords = {
  noun: '统计口径',
  fields: {
    version: { label: '版次' },
    text: { label: '口径' },
    inForceFrom: { label: '生效日期', type: 'day' },
    source: { label: '来源' },
  },
};
