/** How the fields of titles, their steps and programmes are called in Chinese. */
import type { TableWords } from '#app/field-words.ts';
import { levelWords } from '#app/villages/level.rules.ts';
import type { Confirmation, Stage } from './title.schema.ts';

/** The stages that a title climbs, in order; a stage may be skipped only with a reason. */
export const ladder = ['applied', 'listed', 'in-progress', 'accepted', 'published', 'named'] as const;

export const stageWords: Record<Stage, string> = {
  applied: '申报',
  listed: '列入计划',
  'in-progress': '创建',
  accepted: '验收',
  published: '公示',
  named: '命名',
  'under-review': '复核',
  revoked: '撤销',
  returned: '退回',
  cancelled: '取消',
};

/** In the order of the course. */
export const stages = Object.keys(stageWords) as Stage[];

/** Why a title does not count on a day, as the reader is told. */
export const exclusionWords = {
  'not-named-yet': '尚未命名',
  'named-later': '命名在业务日期之后',
  revoked: '已撤销',
  'awaiting-confirmation': '命名待区里确认',
  declined: '命名未获区里确认',
  'date-unknown': '命名日期不详，业务日期时是否已命名无从判断',
  cancelled: '已取消创建',
  returned: '已退回，待重新申报',
} as const;

export type Exclusion = keyof typeof exclusionWords;

export const confirmationWords: Record<Confirmation, string> = {
  pending: '待区确认',
  confirmed: '区已确认',
  declined: '区已退回',
};

const precisionWords = { exact: '当天', 'no-later-than': '不迟于这一天，具体日期不详' } as const;

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
