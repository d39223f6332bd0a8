import { z } from 'zod';
import { exclusionWords } from '#app/titles/title.schema.ts';

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
export type LeftOut = keyof typeof leftOutWords;
// Object.keys forgets the names of the keys that it was given.
const LeftOut = z.enum(Object.keys(leftOutWords) as [LeftOut, ...LeftOut[]]);

/** One row that a figure looked at. `amount` is in the figure's unit; `villageCode` leads to its village if it has one. */
export const FigureItem = z.object({
  kind: z.enum(['village', 'title', 'area', 'product', 'observation']),
  id: z.string(),
  label: z.string(),
  amount: z.number(),
  note: z.string().nullable(),
  villageCode: z.string().nullable(),
});
export type FigureItem = z.infer<typeof FigureItem>;

export const ExcludedItem = FigureItem.extend({ code: LeftOut, reason: z.string() });
export type ExcludedItem = z.infer<typeof ExcludedItem>;

/** What the plan says of the ground that a figure stands on, and how much of it the register holds. */
const Reconciliation = z.object({
  subject: z.string(),
  planSays: z.number(),
  registered: z.number(),
  missing: z.number(),
  text: z.string(),
});
export type Reconciliation = z.infer<typeof Reconciliation>;

/** Titles held in all: the plan's baseline as registered and the period's new ones; `planned` is null for a town. */
const Stock = z.object({ baseline: z.number(), added: z.number(), total: z.number(), planned: z.number().nullable() });

const FigureTarget = z.object({
  kind: z.enum(['at-least', 'about', 'cumulative-about', 'relative', 'assigned', 'equal']),
  text: z.string(),
  value: z.number().nullable(),
  version: z.number().int(),
});

/** A figure with its whole receipt. Null means that there is no such number, never 0. */
export const Figure = z.object({
  key: z.string(),
  label: z.string(),
  unit: z.string(),
  value: z.number().nullable(),
  numerator: z.number().nullable(),
  denominator: z.number().nullable(),
  baseline: z.number().nullable(),
  target: FigureTarget.nullable(),
  met: z.boolean().nullable(),
  /** Why it is met, not met or cannot be judged, where that is more than a comparison of two numbers. */
  verdict: z.string().nullable(),
  method: z.object({ version: z.number().int(), text: z.string() }),
  asOf: z.iso.date(),
  /** Code of the town; null for the three towns together. */
  town: z.string().nullable(),
  scopeLabel: z.string(),
  sentence: z.string(),
  place: z.string(),
  included: z.array(FigureItem),
  excluded: z.array(ExcludedItem),
  /** How many rows were counted and left out, also where only some of them are told. */
  rows: z.object({ included: z.number(), excluded: z.number() }),
  reconciliation: Reconciliation.nullable(),
  stock: Stock.nullable(),
  /** What its reader should know beside the rows: the year of the outputs, what is missing. */
  remarks: z.array(z.string()),
});
export type Figure = z.infer<typeof Figure>;
