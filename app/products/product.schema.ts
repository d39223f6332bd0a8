/** Products as lists and pages ask for them, and the words of their states. */

import { z } from 'zod';
import { formChange, optionalText, pageNumber, requiredText } from '#app/fields.ts';
import { Paging, townCode } from '#app/http/paging.ts';
import { Category } from '#app/producers/category.schema.ts';
import { gtinFits } from './gtin.rules.ts';
import { pictureHash, reasonField, reviewedFields } from './product.fields.ts';

const filter = z.string().trim().min(1).max(60).optional().catch(undefined);

/** The catalogue as its page is asked for: what cannot be read counts as not asked. */
export const ProductQuery = z.object({
  q: z.string().max(100).catch(''),
  category: Category.optional().catch(undefined),
  town: filter,
  brand: filter,
  certificate: z.enum(['valid', 'none']).optional().catch(undefined),
  page: pageNumber,
});
export type ProductQuery = z.infer<typeof ProductQuery>;
export type ProductFilter = Omit<ProductQuery, 'page'>;

/** The catalogue as other systems ask for it: what cannot be read is refused. */
export const ProductApiQuery = Paging.extend({
  q: z.string().max(100, '最多 100 个字').default(''),
  category: z.enum(Category.options, { error: `应为 ${Category.options.join('、')} 之一` }).optional(),
  town: townCode,
  brand: z.string().trim().min(1).max(60, '应为品牌的编号').optional(),
  certificate: z.enum(['valid', 'none'], { error: '应为 valid 或 none' }).optional(),
});

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

/** The pictures of a product as its row keeps them. */
export const picturesOf = (json: string): string[] => z.array(z.string().regex(pictureHash)).parse(JSON.parse(json));

const Reasons = z.partialRecord(z.enum(reviewedFields), z.string());

/** The town's reasons by field, as a draft keeps them. */
export function reasonsOf(json: string | null): z.infer<typeof Reasons> {
  return json === null ? {} : Reasons.parse(JSON.parse(json));
}

/** The town's answer to what was submitted; a return says why, in general or of single fields. */
export const ReviewProduct = z
  .looseObject({
    intent: z.enum(['accept', 'return'], { error: '请用页面上的按钮提交' }),
    reason: optionalText(300),
    change: formChange,
  })
  .transform(({ intent, reason, change, ...typed }, context) => {
    const reasons: z.infer<typeof Reasons> = {};
    for (const field of reviewedFields) {
      const said = optionalText(200).safeParse(typed[reasonField(field)]);
      if (!said.success) context.addIssue({ code: 'custom', path: [reasonField(field)], message: '意见最多 200 个字' });
      else if (said.data !== null) reasons[field] = said.data;
    }
    return { intent, reason, change, reasons };
  })
  .refine(({ intent, reason, reasons }) => intent === 'accept' || reason !== null || Object.keys(reasons).length > 0, {
    path: ['reason'],
    message: '请写明退回的原因，可以只在有问题的栏目旁写',
  });
export type ReviewProduct = z.infer<typeof ReviewProduct>;

/** What a town decides about a product that is public: the code on its labels, or that it is withdrawn. */
export const SettleStanding = z.discriminatedUnion(
  'intent',
  [
    z.object({ intent: z.enum(['replace', 'stop', 'resume']), reason: requiredText('更换或停用的原因', 300) }),
    z.object({ intent: z.literal('withdraw'), withdrawReason: requiredText('撤下的原因', 300) }),
  ],
  { error: '请用页面上的按钮提交' },
);

export const WithdrawProduct = z.object({ reason: requiredText('撤下的原因', 300) });
