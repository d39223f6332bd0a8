/** What the sheets of each kind can be narrowed by, as the addresses of their pages do it, and the same in words. */
import { z } from 'zod';
import { areaKindWords } from '#app/areas/area.fields.ts';
import { AreaSearch } from '#app/areas/area.schema.ts';
import { certificateStateWords } from '#app/certificates/certificate.rules.ts';
import { CertificateQuery } from '#app/certificates/certificate.schema.ts';
import { schemeNames, schemes } from '#app/certificates/scheme.rules.ts';
import { changeKinds } from '#app/changes/change.schema.ts';
import { ChangeQuery } from '#app/changes/change-query.schema.ts';
import { BrandQuery } from '#app/producers/brand.schema.ts';
import { categoryWords } from '#app/producers/category.ts';
import { producerKindWords } from '#app/producers/producer.fields.ts';
import { ProducerQuery } from '#app/producers/producer.schema.ts';
import { ProductQuery } from '#app/products/product.schema.ts';
import { confirmationWords, stageWords } from '#app/titles/title.fields.ts';
import { TitleSearch } from '#app/titles/title.schema.ts';
import { levelWords } from '#app/villages/level.rules.ts';
import { retentionWords } from '#app/villages/village.fields.ts';
import { VillageQuery } from '#app/villages/village-query.schema.ts';
import type { CodesNamed, RegisterLists } from './cell.rules.ts';
import type { ListKey, RegisterList } from './row-kind.ts';

const code = z.string().trim().min(1).max(60).optional().catch(undefined);
const year = z.coerce.number().int().min(1949).max(2099).optional().catch(undefined);

/** What cannot be read counts as not asked, as on the pages. */
export const listSearches = {
  villages: VillageQuery,
  statistics: z.object({ town: code, village: code, year }),
  titles: TitleSearch.extend({ village: code }),
  areas: AreaSearch,
  'area-members': AreaSearch,
  producers: ProducerQuery,
  products: ProductQuery,
  certificates: CertificateQuery,
  outputs: z.object({ town: code, year }),
  'local-outputs': z.object({ town: code, year }),
  brands: BrandQuery,
  indicators: z.object({}),
  observations: z.object({}),
  changes: ChangeQuery,
} as const satisfies Record<ListKey, z.ZodType>;

export type ListSearch<K extends ListKey> = z.output<(typeof listSearches)[K]>;

const changeWords = Object.fromEntries(Object.entries(changeKinds).map(([kind, { label }]) => [kind, label]));

interface FilterWord {
  label: string;
  /** Words for codes; without them the value is shown as it is. */
  words?: Readonly<Record<string, string>>;
  lists?: readonly RegisterList[];
}

/** The parts of an address that narrow; orders and pages do not. */
const filterWords: Readonly<Record<string, FilterWord>> = {
  q: { label: '搜索' },
  town: { label: '镇', lists: ['towns'] },
  village: { label: '村', lists: ['villages'] },
  level: { label: '等级', words: { ...levelWords, none: '暂无等级' } },
  retention: { label: '规划保留保护', words: retentionWords },
  ended: { label: '范围', words: { 1: '含已撤并的村' } },
  programme: { label: '项目', lists: ['programmes'] },
  kind: { label: '类型', words: { ...areaKindWords, ...producerKindWords, ...changeWords } },
  stage: { label: '进展', words: { ...stageWords, none: '未登记进展' } },
  awardYear: { label: '年度' },
  confirmation: { label: '区里确认', words: confirmationWords },
  category: { label: '类别', words: categoryWords },
  brand: { label: '品牌', lists: ['regionalBrands', 'enterpriseBrands'] },
  certificate: { label: '证书', words: { valid: '有有效证书', none: '没有有效证书' } },
  scheme: { label: '证书种类', words: Object.fromEntries(schemeNames.map((name) => [name, schemes[name].word])) },
  state: { label: '状态', words: certificateStateWords },
  year: { label: '年份' },
  account: { label: '账户' },
  producer: { label: '经营主体', lists: ['producers'] },
  product: { label: '产品' },
};

/** The codes that an address narrows by, by the lists that have words for them. */
export function codesAsked(search: Readonly<Record<string, string>>): CodesNamed {
  const asked = Object.entries(filterWords).flatMap(([name, { lists = [] }]) => {
    const code = search[name];
    return code === undefined ? [] : lists.map((list) => [list, [code]] as const);
  });
  return Object.fromEntries(asked);
}

/** What a list is narrowed by, in words: 镇：朱家角镇. */
export function filtersInWords(search: Readonly<Record<string, unknown>>, lists: RegisterLists): string[] {
  return Object.entries(filterWords).flatMap(([name, { label, words, lists: from = [] }]) => {
    const value = search[name];
    if (value === undefined || value === '') return [];
    const text = String(value);
    const listed = from.flatMap((list) => lists[list]).find((choice) => choice.code === text);
    return [`${label}：${listed?.word ?? words?.[text] ?? text}`];
  });
}

/** Lists whose pages ask for signing in: what producers and towns reported of a year, and who changed what. */
export const isSignedKind = (kind: ListKey): boolean =>
  kind === 'outputs' || kind === 'local-outputs' || kind === 'changes';
