/** Which labels are asked for. */
import { z } from 'zod';
import { labelSheets, type SheetSize } from './label.rules.ts';

const isSize = (text: unknown): text is SheetSize => typeof text === 'string' && Object.hasOwn(labelSheets, text);

/** What cannot be read counts as not asked: a whole sheet of the most common size. */
export const LabelQuery = z
  .object({
    size: z.custom<SheetSize>(isSize).catch('3x8'),
    skip: z.coerce.number().int().min(0).catch(0),
  })
  .transform(({ size, skip }) => {
    const { columns, rows } = labelSheets[size];
    return { size, skip: skip < columns * rows ? skip : 0 };
  });
