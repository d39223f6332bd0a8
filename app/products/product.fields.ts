/** The Chinese words of products and their drafts: for labels, the history and spreadsheets. */
import type { TableWords } from '#app/field-words.ts';
import { categoryWords } from '#app/producers/category.ts';
import { draftStateWords, productStatusWords } from './product.schema.ts';

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
