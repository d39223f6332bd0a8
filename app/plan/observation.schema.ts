/** The forms of yearly observations and of the revision of a target. */

import { z } from 'zod';
import { day, formChange, optionalNumber, optionalText, requiredText } from '#app/fields.ts';
import type { Row, TargetTable } from '#db/tables.ts';
import { targetKindWords } from './plan.fields.ts';

export type Observation = Row<'observation'>;

/** The last year before the plan may be entered too, to be compared with. */
export const firstObservedYear = 2020;

const number = optionalNumber({ decimals: 2, negative: true, largest: 1e8 });

/** What a year came to; the file comes beside the form. */
export const EnterObservation = z.object({
  value: number.pipe(z.number({ error: '请填写数值' })),
  comparison: number,
  observedOn: day('公布日期'),
  source: requiredText('数据来源', 120),
  documentNumber: optionalText(60),
  note: optionalText(500),
  change: formChange,
});
export type EnterObservation = z.infer<typeof EnterObservation>;

/** The second person's answer. */
export const SettleObservation = z.discriminatedUnion(
  'intent',
  [
    z.object({ intent: z.literal('confirm'), why: optionalText(500), change: formChange }),
    z.object({ intent: z.literal('decline'), why: requiredText('退回的原因', 500), change: formChange }),
  ],
  { error: '请选择确认或退回' },
);
export type SettleObservation = z.infer<typeof SettleObservation>;

export const ReviseTarget = z.object({
  // Object.keys forgets the names of the keys that it was given.
  kind: z.enum(Object.keys(targetKindWords) as [TargetTable['kind'], ...TargetTable['kind'][]], {
    error: '请选择目标类型',
  }),
  text: requiredText('目标原文', 100),
  value: number,
  documentNumber: requiredText('文号', 60),
  documentDay: day('文件日期'),
  inForceFrom: day('生效日期'),
  change: formChange,
});
export type ReviseTarget = z.infer<typeof ReviseTarget>;
