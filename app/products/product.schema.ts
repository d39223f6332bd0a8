/** Products as lists and pages ask for them, and the words of their states. */
import { z } from 'zod';
import { Category } from '#app/producers/category.ts';
import type { ProductDraftTable, ProductTable } from '#db/tables.ts';

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
