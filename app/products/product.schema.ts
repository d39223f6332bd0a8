/** Products as lists and pages ask for them, and the words of their states. */
import { z } from 'zod';
import { formChange, optionalText, requiredText } from '#app/fields.ts';
import { Paging, townCode } from '#app/http/paging.ts';
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

const pictureHash = /^[0-9a-f]{64}$/;
const picturePrefix = 'picture-';
export const mostPictures = 6;

/** The name of the box that keeps a picture. */
export const pictureBox = (hash: string) => `${picturePrefix}${hash}`;

/** The pictures that a form keeps, the one it chooses to lead first. */
export function picturesKept(fields: Readonly<Record<string, string>>): string[] {
  const kept = Object.keys(fields)
    .filter((name) => name.startsWith(picturePrefix))
    .map((name) => name.slice(picturePrefix.length))
    .filter((hash) => pictureHash.test(hash));
  return kept.sort((a, b) => Number(b === fields.cover) - Number(a === fields.cover));
}

/** The pictures of a product as its row keeps them. */
export const picturesOf = (json: string): string[] => z.array(z.string().regex(pictureHash)).parse(JSON.parse(json));

/** What is typed, without the boxes: one that is not ticked leaves no trace of itself. */
export function withoutBoxes(fields: Readonly<Record<string, string>>): Record<string, string> {
  const isBox = (name: string) => name.startsWith(basePrefix) || name.startsWith(picturePrefix);
  return Object.fromEntries(Object.entries(fields).filter(([name]) => !isBox(name)));
}

const Uploaded = z.object({ uploaded: z.array(z.string().regex(pictureHash)) });

/** The pictures that arrived with a form that was refused: they need not be chosen again. */
export const uploadedBefore = (details: unknown): string[] => Uploaded.safeParse(details).data?.uploaded ?? [];

/** What a town can find fault with, field by field. */
export const reviewedFields = [
  ...(['name', 'category', 'variety', 'season', 'bases', 'regionalBrandId', 'brandId', 'packaging', 'gtin'] as const),
  ...(['description', 'pictures'] as const),
];
export type ReviewedField = (typeof reviewedFields)[number];

/** The name of the field for what is wrong with another. */
export const reasonField = (field: ReviewedField) => `reason-${field}` as const;

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
