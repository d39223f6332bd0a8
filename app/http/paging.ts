/** How other systems page through a list. What cannot be read is refused: they would take a part for the whole. */
import { z } from 'zod';

const rows = z.coerce
  .number({ error: '应为 1 至 200' })
  .int('应为整数')
  .min(1, '应为 1 至 200')
  .max(200, '应为 1 至 200');

export const limit = rows.default(50).meta({ title: '每页几行' });

const cursor = z
  .string()
  .regex(/^[\w-]{1,200}$/, '应为上一页给出的 next')
  .optional()
  .meta({ title: '上一页给出的 next' });

export const Paging = z.object({ limit, cursor });

/** Of what is told whole where it fits and nobody asks for a part. */
export const PartPaging = z.object({ limit: rows.optional().meta({ title: '每页看几个' }), cursor });

/** The town that a list is narrowed to, as systems ask for it. */
export const townCode = z
  .string()
  .regex(/^\d{9}$/, '应为 9 位区划代码')
  .optional()
  .meta({ title: '镇的区划代码' });
