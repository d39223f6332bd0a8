/** What the JSON interface offers, operation by operation; its document and its page are made from this list. */

import { z } from 'zod';
import type { Permission } from '#app/accounts/policy.rules.ts';
import { AreaApiQuery } from '#app/areas/area.schema.ts';
import { CertificateApiQuery } from '#app/certificates/certificate.schema.ts';
import { ChangeApiQuery } from '#app/changes/change-query.schema.ts';
import { mostCounted } from '#app/counting.ts';
import { Paging, PartPaging, townCode } from '#app/http/paging.ts';
import { Category } from '#app/producers/category.schema.ts';
import { ProducerApiQuery } from '#app/producers/producer.schema.ts';
import { ProductApiQuery } from '#app/products/product.schema.ts';
import { TitleApiQuery } from '#app/titles/title.schema.ts';
import { VillageApiQuery } from '#app/villages/village-query.schema.ts';
import * as answers from './answers.schema.ts';
import type { RowKindKey } from './row-kind.ts';

export interface Operation {
  id: string;
  /** Below `/api/v1`. */
  path: string;
  tag: string;
  summary: string;
  /** What its answer is called in the document. */
  name: string;
  permission: Permission;
  /** The parts of the path: what each is, and one that the plan or the division codes know. */
  parameters?: Readonly<Record<string, { title: string; example: string }>>;
  query: z.ZodObject;
  answer: z.ZodType;
  /** The rows that whoever asks for `text/csv` gets instead. */
  csv?: RowKindKey;
}

/** The two times of every figure and list. */
const Times = z.object({
  asOf: z.iso.date().optional().meta({ title: '业务日期', description: '不填为今天' }),
  change: z.coerce.number().int().min(1).optional().meta({ title: '登记版本', description: '不填为最新' }),
});

const pageOf = (item: z.ZodType) =>
  z.object({
    items: z.array(item),
    next: z.string().nullable().meta({ title: '下一页的 cursor', description: '最后一页为 null' }),
    total: z.int().meta({ title: `总行数，数到 ${mostCounted} 为止` }),
  });

const open = { permission: 'public.read' } as const;

export const operations: readonly Operation[] = [
  {
    ...{ id: 'getProgress', path: '/progress', tag: '指标', summary: '规划各项指标的进展', ...open },
    ...{ name: 'Progress', query: Times, answer: answers.Progress },
  },
  {
    ...{ id: 'getFigure', path: '/figures/{key}', tag: '指标', summary: '一项指标和它的依据', ...open },
    parameters: { key: { title: '指标的代号', example: 'city-level' } },
    query: Times.extend({
      ...{ town: townCode, category: Category.optional().meta({ title: '农产品类别' }) },
      ...PartPaging.shape,
    }),
    ...{ name: 'Receipt', answer: answers.Receipt },
  },
  {
    ...{ id: 'listIndicators', path: '/indicators', tag: '指标', summary: '规划表1的20项指标', ...open },
    ...{ name: 'IndicatorPage', query: Times.extend(Paging.shape), answer: pageOf(answers.IndicatorItem) },
  },
  {
    ...{ id: 'listVillages', path: '/villages', tag: '村庄', summary: '村庄列表', ...open },
    ...{ name: 'VillagePage', query: Times.extend(VillageApiQuery.shape), answer: pageOf(answers.VillageItem) },
    csv: 'villages',
  },
  {
    ...{ id: 'getVillage', path: '/villages/{code}', tag: '村庄', summary: '一个村的全部公开资料', ...open },
    parameters: { code: { title: '12 位区划代码', example: '310118102232' } },
    ...{ name: 'Village', query: Times, answer: answers.Village },
  },
  {
    ...{ id: 'listTitles', path: '/titles', tag: '荣誉与创建', summary: '荣誉与创建列表', ...open },
    ...{ name: 'TitlePage', query: Times.extend(TitleApiQuery.shape), answer: pageOf(answers.Title) },
    csv: 'titles',
  },
  {
    ...{ id: 'listAreas', path: '/areas', tag: '示范片区', summary: '示范片区列表', ...open },
    ...{ name: 'AreaPage', query: Times.extend(AreaApiQuery.shape), answer: pageOf(answers.Area) },
    csv: 'areas',
  },
  {
    ...{ id: 'listProducers', path: '/producers', tag: '农产品', summary: '经营主体列表', ...open },
    ...{ name: 'ProducerPage', query: Times.extend(ProducerApiQuery.shape), answer: pageOf(answers.Producer) },
    csv: 'producers',
  },
  {
    ...{ id: 'listProducts', path: '/products', tag: '农产品', summary: '已公开的产品列表', ...open },
    ...{ name: 'ProductPage', query: Times.extend(ProductApiQuery.shape), answer: pageOf(answers.Product) },
    csv: 'products',
  },
  {
    ...{ id: 'listCertificates', path: '/certificates', tag: '农产品', summary: '经镇里审核的证书列表', ...open },
    ...{ name: 'CertificatePage', query: Times.extend(CertificateApiQuery.shape), answer: pageOf(answers.Certificate) },
    csv: 'certificates',
  },
  {
    ...{ id: 'verify', path: '/verify/{code}', tag: '核验', summary: '核验码对应的产品或报告是否真实', ...open },
    parameters: { code: { title: '标签或报告上的核验码', example: '000000000000' } },
    ...{ name: 'Verification', query: z.object({}), answer: answers.Verification },
  },
  {
    ...{ id: 'listChanges', path: '/changes', tag: '变更', summary: '某一号之后的变更，从旧到新' },
    ...{ name: 'Changes', permission: 'change.read', query: ChangeApiQuery, answer: answers.Changes },
  },
];
