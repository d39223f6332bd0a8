/** Which labels are asked for. */
import { z } from 'zod';
import { labelSheets, type SheetSize } from './label.rules.ts';

const isSize = (text: unknown): text is SheetSize => typeof text === 'string' && Object.hasOwn(labelSheets, text);

/** An unknown size counts as not asked: the most common one. More labels cannot be used up than the sheet has. */
export const LabelQuery = z
  .object({
    size: z.custom<SheetSize>(isSize).catch('3x8'),
    skip: z
      .string()
      .transform((text) => Number(text || 0))
      .pipe(z.number('已经用掉的枚数应是整数').int('已经用掉的枚数应是整数').min(0, '已经用掉的枚数不能小于 0'))
      .default(0),
  })
  .superRefine(({ size, skip }, { addIssue }) => {
    const { columns, rows } = labelSheets[size];
    const most = columns * rows - 1;
    const message = `这种标签纸一张有 ${most + 1} 枚，已经用掉的最多 ${most} 枚。请后退改正后再生成`;
    if (skip > most) addIssue({ code: 'custom', path: ['skip'], message });
  });
