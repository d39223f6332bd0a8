/** The Chinese words of products and their drafts: for labels, the history and spreadsheets. */

import type { TableWords } from '#app/field-words.ts';
import { detailsWith } from '#app/problem.ts';
import { categoryWords } from '#app/producers/category.ts';
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

export const pictureHash = /^[0-9a-f]{64}$/;

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

/** What is typed, without the boxes: one that is not ticked leaves no trace of itself. */
export function withoutBoxes(fields: Readonly<Record<string, string>>): Record<string, string> {
  const isBox = (name: string) => name.startsWith(basePrefix) || name.startsWith(picturePrefix);
  return Object.fromEntries(Object.entries(fields).filter(([name]) => !isBox(name)));
}

/** What a town can find fault with, field by field. */
export const reviewedFields = [
  ...(['name', 'category', 'variety', 'season', 'bases', 'regionalBrandId', 'brandId', 'packaging', 'gtin'] as const),
  ...(['description', 'pictures'] as const),
];

export type ReviewedField = (typeof reviewedFields)[number];

/** The name of the field for what is wrong with another. */
export const reasonField = (field: ReviewedField) => `reason-${field}` as const;

const content = {
  category: { label: '类别', values: categoryWords },
  name: { label: '产品名称' },
  variety: { label: '品种' },
  regionalBrandId: { label: '区域公用品牌' },
  brandId: { label: '企业品牌' },
  season: { label: '上市时节' },
  packaging: { label: '包装' },
  description: { label: '说明' },
  gtin: { label: '商品条码' },
  pictures: { label: '照片', type: 'list', unit: '张' },
} as const;

export const productWords = {
  noun: '产品',
  fields: {
    ...{ producerId: { label: '经营主体' }, status: { label: '状态', values: productStatusWords } },
    ...content,
    verifyRevoked: { label: '核验码停用', type: 'flag' },
    withdrawnReason: { label: '撤下的原因' },
    source: { label: '来源' },
  },
} as const satisfies TableWords;

export const productDraftWords = {
  noun: '产品登记稿',
  fields: {
    state: { label: '状态', values: draftStateWords },
    ...content,
    bases: { label: '生产基地', type: 'list', unit: '处' },
    reviewReason: { label: '退回的原因' },
    submittedBy: { label: '提交账户' },
  },
} as const satisfies TableWords;

export const productBaseWords = {
  noun: '产品的生产基地',
  fields: { productId: { label: '产品' }, baseId: { label: '生产基地' } },
} as const satisfies TableWords;

/** The pictures that arrived with a form that was refused: they need not be chosen again. */
export const uploadedBefore = (details: unknown): string[] =>
  detailsWith<{ uploaded: string[] }>(details, 'uploaded')?.uploaded ?? [];
