/** The Chinese words of the tables of the plan: for the history and spreadsheets. */
import type { TableWords } from '#app/field-words.ts';
import { confirmationWords, exclusionWords } from '#app/titles/title.fields.ts';
import type { TargetTable } from '#db/tables.ts';
import { attributeWords } from './observed-words.rules.ts';

export const greenChoiceWords = {
  amount: { smaller: '实际产量与核准产量中较小的', actual: '实际产量' },
  valid: { 'on-day': '业务日期当天有效的', 'any-day-of-year': '当年任何一天有效过的' },
  rice: { paddy: '按稻谷', milled: '按大米' },
} as const;

/** The unit of a tolerance: of a percentage it is points. */
export const toleranceUnit = (unit: string) => (unit === '%' ? '个百分点' : unit);

/** Why a row was left out of a figure, as the receipt says it. */
export const leftOutWords = {
  ...exclusionWords,
  'no-title': '尚无称号',
  'titled-unconfirmed': '已有称号，但是否规划保留保护村待确认',
  'retention-unconfirmed': '是否规划保留保护村待确认，尚无称号',
  'not-retained': '不属于规划保留保护村',
  baseline: '属于规划基期',
  'year-unknown': '年度不详',
  'after-period': '不在规划期内',
  'already-counted': '同一村已计一次',
  'membership-unconfirmed': '成员身份待确认',
  'joined-later': '业务日期之后才加入',
  'not-counted-area': '不计入规划的15个',
  'product-withdrawn': '产品已撤下',
  'no-certificate': '没有证书',
  'scheme-not-counted': '证书种类不在口径之内',
  'not-covered': '证书在业务日期无效',
  'output-missing': '产量未采集',
  'output-not-accepted': '产量尚未经镇里通过',
  'observation-pending': '待另一位区级账户确认',
  'observation-declined': '已被区里退回，待更正',
  'observed-later': '业务日期时这一年还没有结束，也没有公布',
  'older-year': '不是最近一年的数',
} as const;

/** 2021-01-01 to 2025-12-31: the years of the plan (青府发〔2022〕16号). What was there before it is its baseline. */
export const planPeriod = { from: '2021-01-01', to: '2025-12-31' } as const;

/** The name of the box that ticks a scheme of certification. */
export const schemeBox = (scheme: string) => `scheme-${scheme}`;

/** The kinds of target as the form offers them, and what each asks of a figure. */
export const targetKindWords: Record<TargetTable['kind'], string> = {
  'at-least': '不低于',
  about: '左右',
  'cumulative-about': '五年累计，左右',
  relative: '与平均水平相比',
  assigned: '由区下达',
  equal: '等于',
};

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
