/** Tonnes of a year, as forms report and answer them. */
import { z } from 'zod';
import { formChange, optionalNumber, optionalText } from '#app/fields.ts';

/** The first year of which outputs are kept here. */
export const firstOutputYear = 2016;

/** The tonnes of one field. */
export const tonnes = optionalNumber({ decimals: 3, largest: 1_000_000 });

/** Tonnes by field: by product or by category. Null is not collected. */
export type TonnesSheet = Record<string, number | null>;

/** A sheet of tonnes as a form sends it: a field for each product or category beside the number it was loaded at. */
export const tonnesForm = (fields: readonly string[]) =>
  z
    .object({ change: formChange })
    .and(z.object(Object.fromEntries(fields.map((field) => [field, tonnes]))))
    .transform(({ change, ...sheet }): { change: number; sheet: TonnesSheet } => ({ change, sheet }));

/** The town's answer to what a producer reported. */
export const ReviewOutputs = z
  .object({
    intent: z.enum(['accept', 'return'], { error: '请用页面上的按钮提交' }),
    reason: optionalText(300),
    change: formChange,
  })
  .superRefine(({ intent, reason }, context) => {
    if (intent === 'return' && reason === null)
      context.addIssue({ code: 'custom', path: ['reason'], message: '请填写退回的原因' });
  });
export type ReviewOutputs = z.infer<typeof ReviewOutputs>;

const prefix = 'take-';

/** The name of the box that takes a product into an answer. */
export const takeName = (product: string) => `${prefix}${product}`;

/** The products that an answer is about. */
export function productsTaken(form: Readonly<Record<string, string>>): string[] {
  return Object.keys(form).flatMap((name) => (name.startsWith(prefix) ? [name.slice(prefix.length)] : []));
}
