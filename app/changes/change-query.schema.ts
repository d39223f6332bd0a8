/** What the list of changes is asked for. */
import { z } from 'zod';
import { limit } from '#app/http/paging.ts';
import type { ChangeKind } from '#db/tables.ts';
import { isChangeKind } from './change.schema.ts';

const number = z
  .string()
  .regex(/^[1-9]\d{0,14}$/)
  .transform(Number);

const id = z.string().min(1).max(60).optional().catch(undefined);

/** The list as its page is asked for: what cannot be read counts as not asked. */
export const ChangeQuery = z.object({
  /** A village by its code or its name, as typed. */
  village: z.string().trim().max(100).catch(''),
  /** A producer, a product or a certificate by its identity; the first one given counts. */
  producer: id,
  product: id,
  certificate: id,
  account: z.string().min(1).max(60).optional().catch(undefined),
  kind: z
    .custom<ChangeKind>((kind) => typeof kind === 'string' && isChangeKind(kind))
    .optional()
    .catch(undefined),
  before: number.optional().catch(undefined),
});
export type ChangeQuery = z.infer<typeof ChangeQuery>;

/** The list as a system that follows the register asks for it: the changes after a number, oldest first. */
export const ChangeApiQuery = z.object({
  after: z.coerce
    .number({ error: '应为变更的号码' })
    .int('应为整数')
    .min(0, '不能小于 0')
    .max(1e15)
    .default(0)
    .meta({ title: '已有的最后一号变更' }),
  limit,
  rows: z.literal('1', { error: '应为 1' }).optional().meta({ title: '附上写入的行' }),
  partial: z.literal('1', { error: '应为 1' }).optional().meta({
    title: '行数很多的变更可分几次答复',
    description:
      '与 rows=1 同用。答复里的 part 不为 null 时，下一次用 after=<next>&part=<part> 接着读同一号变更其余的行。',
  }),
  part: z
    .string()
    .regex(/^[\w-]{1,600}$/, '应为上一次答复的 part')
    .optional()
    .meta({ title: '上一次答复的 part' }),
});
