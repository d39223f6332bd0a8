/** The report on brands and certification: what bears which brand, what each certificate is worth on the day, what ends. */

import type { Certificate } from '#app/certificates/certificate.repository.server.ts';
import {
  type CertificateState,
  certificateStateOn,
  certificateStateWords,
} from '#app/certificates/certificate.rules.ts';
import { schemeNames, schemes } from '#app/certificates/scheme.rules.ts';
import { addDays } from '#app/day.ts';
import { figureNumber } from '#app/plan/figure-words.rules.ts';
import type { CountedReceipt } from '#app/plan/receipt.server.ts';
import type { Brand } from '#app/producers/brand.repository.server.ts';
import { categories, categoryWords } from '#app/producers/category.ts';
import type { Product } from '#app/products/product.repository.server.ts';
import { formatDay, formatTonnes } from '#app/ui/format.ts';
import { receiptBlocks, townTable } from './progress-report.rules.ts';
import { numbers, paragraph, section, table, valueWords, words } from './report-blocks.rules.ts';
import type { ReportBlock, ReportSection } from './report-sheet.ts';

export type ProductOfReport = Pick<Product, 'category' | 'townCode' | 'regionalBrandId' | 'brandId'>;

export interface ProduceData {
  asOf: string;
  /** Those of the scope. */
  towns: readonly { code: string; name: string }[];
  brands: readonly Brand[];
  products: readonly ProductOfReport[];
  certificates: readonly Certificate[];
  /** Null where the register, as read, holds no such figure yet. */
  green: CountedReceipt | null;
  /** How the rate ages, drawn; null where there is none. */
  forecast: ReportBlock | null;
}

const soonDays = 90;
const states: readonly CertificateState[] = ['valid', 'ends-soon', 'suspended', 'expired', 'revoked', 'not-yet'];

export function produceSections(data: ProduceData): ReportSection[] {
  return [
    section('总体情况', [paragraph(summary(data))]),
    section('品牌', [regionalBrands(data), enterpriseBrands(data)]),
    section('产品', [productTable(data)]),
    section('证书', [certificateTable(data)]),
    section(`${soonDays} 天内到期的证书`, [endingTable(data)]),
    ...(data.green === null ? [] : [greenSection(data.green, data.forecast)]),
  ];
}

const stateOf = (certificate: Certificate, asOf: string) => certificateStateOn(certificate, certificate.events, asOf);

function summary({ asOf, brands, products, certificates, green }: ProduceData): string {
  const holding = certificates.filter((each) => ['valid', 'ends-soon'].includes(stateOf(each, asOf)));
  const regional = brands.filter(({ kind }) => kind === 'regional').length;
  const rate = green === null ? '' : `绿色产品认证率 ${valueWords(green.figure)}。`;
  return `截至${formatDay(asOf)}，在册区域公用品牌 ${regional} 个、企业品牌 ${brands.length - regional} 个，公开的产品 ${products.length} 个，当天有效的证书 ${holding.length} 张。${rate}`;
}

function regionalBrands({ brands, products, towns }: ProduceData): ReportBlock {
  const rows = brands
    .filter(({ kind }) => kind === 'regional')
    .map(({ id, name, category, protection, protectedSince, specialityOf }) => [
      name,
      category === null ? '—' : categoryWords[category],
      protection === null ? '—' : `${protection}${protectedSince === null ? '' : `（${protectedSince}年）`}`,
      towns.find(({ code }) => code === specialityOf)?.name ?? '—',
      String(products.filter(({ regionalBrandId }) => regionalBrandId === id).length),
    ]);
  const columns = [
    words('品牌', 1.2),
    words('产业', null),
    words('保护', 1.2),
    words('一镇一品', null),
    numbers('产品数'),
  ];
  return table('区域公用品牌', columns, rows, '没有登记区域公用品牌。');
}

function enterpriseBrands({ brands, products }: ProduceData): ReportBlock {
  const rows = brands
    .filter(({ kind }) => kind === 'enterprise')
    .map(({ id, name, category, producerName }) => [
      name,
      category === null ? '—' : categoryWords[category],
      producerName ?? '—',
      String(products.filter(({ brandId }) => brandId === id).length),
    ]);
  const columns = [words('品牌', 1), words('产业', null), words('经营主体', 1.4), numbers('产品数')];
  return table('企业品牌', columns, rows, '没有登记企业品牌。');
}

function productTable({ products, towns }: ProduceData): ReportBlock {
  const count = (category: string | null, town: string | null) =>
    String(
      products.filter(
        (each) => (category ?? each.category) === each.category && (town ?? each.townCode) === each.townCode,
      ).length,
    );
  const row = (label: string, category: string | null) => [
    label,
    ...towns.map(({ code }) => count(category, code)),
    ...(towns.length > 1 ? [count(category, null)] : []),
  ];
  const columns = [
    words('类别', 1),
    ...towns.map(({ name }) => numbers(name, 1)),
    ...(towns.length > 1 ? [numbers('三镇合计', 1)] : []),
  ];
  const rows = categories.map((category) => row(categoryWords[category], category));
  return table('公开的产品，按类别和镇', columns, [...rows, row('合计', null)], '没有公开的产品。');
}

function certificateTable({ certificates, asOf }: ProduceData): ReportBlock {
  const judged = certificates.map((each) => ({ scheme: each.scheme, state: stateOf(each, asOf) }));
  const shown = states.filter((state) => judged.some((each) => each.state === state));
  const rows = schemeNames
    .filter((scheme) => judged.some((each) => each.scheme === scheme))
    .map((scheme) => {
      const own = judged.filter((each) => each.scheme === scheme);
      const counts = shown.map((state) => String(own.filter((each) => each.state === state).length));
      return [schemes[scheme].word, ...counts, String(own.length)];
    });
  const columns = [
    words('证书种类', 1),
    ...shown.map((state) => numbers(certificateStateWords[state])),
    numbers('合计'),
  ];
  return table('证书在业务日期的状态', columns, rows, '没有登记证书。');
}

/** Also where a renewal is on record: the office sees that it is, by the certificate that continues it. */
function endingTable({ certificates, asOf }: ProduceData): ReportBlock {
  const ending = certificates.filter((each) => {
    const { validTo } = each;
    const holds = ['valid', 'ends-soon'].includes(stateOf(each, asOf));
    return holds && validTo !== null && validTo <= addDays(asOf, soonDays);
  });
  const renewed = new Set(certificates.flatMap(({ renews }) => renews ?? []));
  const rows = ending.map((each) => {
    const renewal = renewed.has(each.id) ? '已登记' : '未登记';
    return [
      each.productName,
      each.producerName,
      `${schemes[each.scheme].word} ${each.number}`,
      formatDay(each.validTo),
      renewal,
    ];
  });
  const columns = [
    words('产品', 0.8),
    words('经营主体', 1),
    words('证书', 1.3),
    words('有效期至', null),
    words('续展', null),
  ];
  return table(`${soonDays} 天内到期的证书`, columns, rows, `今后 ${soonDays} 天内没有证书到期。`);
}

function greenSection({ figure, step, green, ...receipt }: CountedReceipt, forecast: ReportBlock | null) {
  const rows = (green?.byCategory ?? []).map(({ category, certified, local, value }) => [
    categoryWords[category],
    formatTonnes(certified),
    formatTonnes(local),
    figureNumber(value, '%'),
  ]);
  const columns = [
    words('类别', 1),
    numbers('认证产量（吨）', 1),
    numbers('地产产量（吨）', 1),
    numbers('认证率（%）', 1),
  ];
  return section('绿色产品认证率', receiptBlocks(figure, step), [
    { heading: '逐年', blocks: [yearTable(receipt.trend)] },
    ...(figure.town === null ? [{ heading: '分镇', blocks: [townTable([{ ...receipt, figure, step, green }])] }] : []),
    { heading: '分类别', blocks: [table('分类别的认证率', columns, rows, '还没有采集到产量。')] },
    { heading: '若不续展', blocks: ageing(green, forecast) },
  ]);
}

/** The years' ends and the day; a change of method is said in its row, since the years around it do not compare. */
function yearTable(trend: CountedReceipt['trend']): ReportBlock {
  const rows = trend.map(({ day, value, method }, place) => {
    const before = trend[place - 1]?.method ?? method;
    const broken = before === method ? '' : '，与前面各年不能直接相比';
    return [formatDay(day), figureNumber(value, '%'), method === null ? '—' : `第 ${method} 版${broken}`];
  });
  const columns = [words('哪一天', null), numbers('认证率（%）'), words('口径', 1)];
  return table('认证率，逐年', columns, rows, '业务日期早于规划期，没有逐年数。');
}

function ageing(green: CountedReceipt['green'], drawn: ReportBlock | null): ReportBlock[] {
  if (green === null || green.forecast === null || green.target === null)
    return [paragraph('还没有认证率或目标，无从推算。')];
  const { forecast, target } = green;
  const { falls, until, steps } = forecast;
  const lead = '推算时产量按已填报的最近一年不变，证书到期后不再计入。';
  if (falls === null)
    return [paragraph(`${lead}到${formatDay(until)}，认证率都不低于 ${target} %。`), ...(drawn ? [drawn] : [])];
  if (falls.day === steps[0]?.day)
    return [paragraph(`${lead}业务日期时就低于 ${target} %。`), ...(drawn ? [drawn] : [])];
  const causes = falls.causes.map(({ product, number, endsOn }) => [product, number, formatDay(endsOn)]);
  const columns = [words('产品', 1), words('证书编号', null), words('有效期至', null)];
  return [
    paragraph(
      `${lead}若不续展，${formatDay(falls.day)}起低于 ${target} %，届时为 ${figureNumber(falls.value, '%')} %。`,
    ),
    ...(drawn ? [drawn] : []),
    table('在此之前到期的证书', columns, causes, '没有证书在此之前到期。'),
  ];
}
