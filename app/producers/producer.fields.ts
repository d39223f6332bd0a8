/** The Chinese words of producers, their consortia, bases and brands: for labels, the history and spreadsheets. */
import { optionsOf, type TableWords } from '#app/field-words.ts';
import type { BrandKind } from './brand.schema.ts';
import { categoryWords } from './category.ts';
import type { ProducerKind } from './producer.schema.ts';

export const producerKindWords: Record<ProducerKind, string> = {
  cooperative: '农民专业合作社',
  'family-farm': '家庭农场',
  'leading-enterprise': '龙头企业',
  consortium: '联合体',
  other: '其他',
};

export const producerKindOptions = optionsOf(producerKindWords);

export const brandKindWords: Record<BrandKind, string> = { regional: '区域公用品牌', enterprise: '企业品牌' };

export const producerWords = {
  noun: '经营主体',
  fields: {
    kind: { label: '类型', values: producerKindWords },
    name: { label: '名称' },
    creditCode: { label: '统一社会信用代码' },
    townCode: { label: '所属镇' },
    villageCode: { label: '所在村' },
    introduction: { label: '简介' },
    source: { label: '来源' },
  },
} as const satisfies TableWords;

export const consortiumWords = {
  noun: '联合体成员',
  fields: {
    consortiumId: { label: '联合体' },
    producerId: { label: '成员' },
    since: { label: '加入日期', type: 'day' },
    source: { label: '来源' },
  },
} as const satisfies TableWords;

export const baseWords = {
  noun: '生产基地',
  fields: {
    producerId: { label: '经营主体' },
    villageCode: { label: '所在村' },
    crop: { label: '种养品种' },
    area: { label: '面积', unit: '亩', type: 'number' },
    source: { label: '来源' },
  },
} as const satisfies TableWords;

export const brandWords = {
  noun: '品牌',
  fields: {
    kind: { label: '类型', values: brandKindWords },
    name: { label: '品牌名称' },
    category: { label: '产业', values: categoryWords },
    producerId: { label: '经营主体' },
    protection: { label: '保护' },
    protectedSince: { label: '受保护的年份' },
    specialityOf: { label: '一镇一品' },
    description: { label: '说明' },
    source: { label: '来源' },
  },
} as const satisfies TableWords;
