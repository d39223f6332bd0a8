/** 生产基地: where a producer grows what. */
import { z } from 'zod';
import { formChange, optionalNumber, requiredText } from '#app/fields.ts';

export const AmendBase = z.object({
  intent: z.literal('amend'),
  villageCode: requiredText('基地所在的村', 12),
  crop: requiredText('种养品种', 30),
  /** 亩 */
  area: optionalNumber({ decimals: 2, largest: 100_000 }),
  change: formChange,
});
export type AmendBase = z.infer<typeof AmendBase>;

export const KeepBase = z.discriminatedUnion('intent', [AmendBase, z.object({ intent: z.literal('remove') })], {
  error: '请用页面上的按钮提交',
});
