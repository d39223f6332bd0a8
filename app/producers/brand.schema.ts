/** Brands: 区域公用品牌 of a place, 企业品牌 of one producer (domain, section 5). */
import type { BrandTable } from '#db/tables.ts';

export const brandKindWords: Record<BrandTable['kind'], string> = { regional: '区域公用品牌', enterprise: '企业品牌' };
