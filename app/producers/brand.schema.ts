/** Brands: 区域公用品牌 of a place, 企业品牌 of one producer (domain, section 5). */
import { z } from 'zod';
import { formChange, optionalNumber, optionalText, pageNumber, requiredText } from '#app/fields.ts';
import { Category } from './category.schema.ts';

export const BrandKind = z.enum(['regional', 'enterprise'], { error: '请选择品牌的类型' });
export type BrandKind = z.infer<typeof BrandKind>;

/** A brand as its own producer writes it. */
export const OwnBrand = z.object({
  name: requiredText('品牌名称', 40),
  category: z.preprocess((code) => (code === '' ? null : code), Category.nullable().catch(null)),
  description: optionalText(1000),
  change: formChange,
});

/** A brand as an office writes it: of a place with its protection, or of a producer. */
export const OfficeBrand = OwnBrand.extend({
  kind: BrandKind,
  producerId: optionalText(12),
  protection: optionalText(60),
  protectedSince: optionalNumber({ decimals: 0, largest: 2100 }),
  specialityOf: optionalText(9),
}).superRefine(({ kind, producerId, protection, protectedSince }, context) => {
  const refuse = (path: string, message: string) => context.addIssue({ code: 'custom', path: [path], message });
  if (kind === 'enterprise' && producerId === null) refuse('producerId', '请选择这个品牌的经营主体');
  if (protectedSince !== null && protectedSince < 1985) refuse('protectedSince', '应为四位数的年份');
  if (protectedSince !== null && protection === null) refuse('protection', '请填写是哪一种保护');
});

/** The list as its page is asked for: what cannot be read counts as not asked. */
export const BrandQuery = z.object({ category: Category.optional().catch(undefined) });
export type BrandQuery = z.infer<typeof BrandQuery>;

export const BrandPageQuery = BrandQuery.extend({ page: pageNumber });
