/** Products as lists and pages ask for them, and the words of their states. */
import { z } from 'zod';
import { formChange, optionalText, requiredText } from '#app/fields.ts';
import { Category } from '#app/producers/category.ts';
import type { ProductDraftTable, ProductTable } from '#db/tables.ts';
import { gtinFits } from './gtin.rules.ts';

export const productStatusWords: Record<ProductTable['status'], string> = {
  unpublished: '未公开',
  public: '已公开',
  withdrawn: '已撤下',
};

export const draftStateWords: Record<ProductDraftTable['state'], string> = {
  draft: '草稿',
  submitted: '待镇里审核',
  returned: '已退回',
};

const filter = z.string().trim().min(1).max(60).optional().catch(undefined);

/** The catalogue as its page is asked for: what cannot be read counts as not asked. */
export const ProductQuery = z.object({
  q: z.string().max(100).catch(''),
  category: Category.optional().catch(undefined),
  town: filter,
  brand: filter,
  certificate: z.enum(['valid', 'none']).optional().catch(undefined),
  page: z.coerce.number().int().min(1).max(100_000).catch(1),
});
export type ProductQuery = z.infer<typeof ProductQuery>;

/** What a producer says of a product. It may be saved half filled; what is missing is asked for when it is submitted. */
export const SaveProduct = z.object({
  intent: z.enum(['save', 'submit'], { error: '请用页面上的按钮提交' }),
  category: Category,
  name: requiredText('产品名称', 40),
  variety: optionalText(40),
  regionalBrandId: optionalText(30),
  brandId: optionalText(30),
  season: optionalText(60),
  packaging: optionalText(60),
  description: optionalText(1000),
  gtin: optionalText(20)
    .transform((text) => text?.normalize('NFKC').replace(/\s/g, '') ?? null)
    .refine((code) => code === null || gtinFits(code), '商品条码为 8、12、13 或 14 位数字，末位校验码应对得上'),
  change: formChange,
});
export type SaveProduct = z.infer<typeof SaveProduct>;

const basePrefix = 'base-';

/** The name of the box that ticks a base. */
export const baseBox = (id: string) => `${basePrefix}${id}`;

/** The bases that a form ticks. */
export function basesTicked(fields: Readonly<Record<string, string>>): string[] {
  return Object.keys(fields)
    .filter((name) => name.startsWith(basePrefix))
    .map((name) => name.slice(basePrefix.length))
    .sort();
}

/** The town's answer to what was submitted. */
export const ReviewProduct = z.discriminatedUnion(
  'intent',
  [
    z.object({ intent: z.literal('accept'), change: formChange }),
    z.object({ intent: z.literal('return'), reason: requiredText('退回的原因', 300), change: formChange }),
  ],
  { error: '请用页面上的按钮提交' },
);
export type ReviewProduct = z.infer<typeof ReviewProduct>;

export const WithdrawProduct = z.object({ reason: requiredText('撤下的原因', 300) });
