/** The kinds of report that the register makes of itself. */
import { z } from 'zod';
import { planPeriod } from '#app/plan/plan.fields.ts';

interface KindOfReport {
  word: string;
  /** In a verification code; never i, l or o, which people copy as digits. */
  letter: string;
  /** What it holds, on the list of reports. */
  lead: string;
  /** The as-of day where nobody names one; null for today. */
  day: string | null;
}

export const reportKinds = {
  booklet: { word: '村情汇编', letter: 'b', lead: '封面、目录，每村一份登记情况，按镇排列。', day: null },
  progress: {
    ...{ word: '规划进展年度报告', letter: 'p', day: null },
    lead: '各项目标的数、口径和依据，分镇、逐年，还缺什么。',
  },
  closing: {
    ...{ word: '规划收官报告', letter: 'c', day: planPeriod.to },
    lead: '规划期末的数和结论，默认截至2025年12月31日。',
  },
  produce: {
    ...{ word: '农产品品牌与认证报告', letter: 'a', day: null },
    lead: '品牌、产品、证书状态和到期，绿色产品认证率及其走势。',
  },
  brief: { word: '一页简报', letter: 's', lead: '一张 A4：各项指标、分镇、三句话、待办。', day: null },
} as const satisfies Record<string, KindOfReport>;

export type ReportKind = keyof typeof reportKinds;
// Object.keys forgets the names of the keys that it was given.
export const reportKindNames = Object.keys(reportKinds) as [ReportKind, ...ReportKind[]];
export const ReportKind = z.enum(reportKindNames);
