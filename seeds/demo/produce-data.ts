/** Invented producers and what they grow. Names say that they are invented; codes have an impossible region. */
import type { Category, CertificateTable, ProducerTable } from '#db/tables.ts';

export interface DemoCertificate {
  scheme: CertificateTable['scheme'];
  /** The first certificate's day; it is renewed for its scheme's term until `renewedUntil`. */
  from: string;
  renewedUntil: string;
  /** Days left uncovered before each renewal. */
  gap?: number;
}

export interface DemoProduct {
  name: string;
  category: Category;
  variety: string;
  /** The id of a regional brand. */
  regional?: string;
  season: string;
  packaging: string;
  /** Tonnes in 2025; the years before are a little less. */
  tonnes: number;
  certificate?: DemoCertificate;
  /** Certificates of other schemes beside it. */
  also?: readonly DemoCertificate[];
  state?: 'draft' | 'submitted' | 'returned' | 'withdrawn';
  gtin?: string;
  /** Where its outputs were not, or only lately, collected. */
  outputs?: 'none' | 'since-2024';
}

export interface DemoProducer {
  id: string;
  kind: ProducerTable['kind'];
  name: string;
  village: string;
  brand?: string;
  /** 亩 of its base. */
  area: number;
  products: readonly DemoProduct[];
}

const rice = (
  name: string,
  tonnes: number,
  from: string,
  renewedUntil: string,
  more: Partial<DemoProduct> = {},
): DemoProduct => ({
  ...{
    name,
    category: 'grain',
    variety: '青香软粳',
    regional: 'qingpu-rice',
    season: '10月至11月',
    packaging: '5 公斤真空袋',
    tonnes,
  },
  certificate: { scheme: 'green-a', from, renewedUntil },
  ...more,
});
const jiaobai = (
  name: string,
  tonnes: number,
  from: string,
  renewedUntil: string,
  more: Partial<DemoProduct> = {},
): DemoProduct => ({
  ...{
    name,
    category: 'vegetable',
    variety: '青练茭',
    regional: 'liantang-jiaobai',
    season: '5月至6月，9月至11月',
    packaging: '10 公斤筐',
    tonnes,
  },
  certificate: { scheme: 'green-a', from, renewedUntil },
  ...more,
});
const fruit = (
  name: string,
  variety: string,
  season: string,
  tonnes: number,
  more: Partial<DemoProduct> = {},
): DemoProduct => ({
  ...{ name, category: 'fruit', variety, season, packaging: '1 公斤礼盒', tonnes, ...more },
});

export const demoProducers: readonly DemoProducer[] = [
  {
    ...{
      id: 'demo-coop',
      kind: 'cooperative',
      name: '演示稻米专业合作社',
      village: '张马',
      brand: '演示张马米',
      area: 1260,
    },
    products: [
      rice('演示软香米', 1450, '2020-04-10', '2026-12-31'),
      rice('演示蛙稻米', 620, '2021-02-16', '2027-02-15'),
      fruit('演示蓝莓', '奥尼尔', '5月至6月', 24, { state: 'draft' }),
      fruit('演示草莓', '红颜', '12月至次年4月', 85, { state: 'returned' }),
    ],
  },
  {
    ...{
      id: 'demo-dianfeng',
      kind: 'cooperative',
      name: '演示淀峰蔬果专业合作社',
      village: '淀峰',
      brand: '演示淀峰',
      area: 420,
    },
    products: [
      fruit('演示淀峰草莓', '章姬', '12月至次年4月', 310, {
        certificate: { scheme: 'green-a', from: '2022-01-15', renewedUntil: '2028-01-14' },
      }),
      fruit('演示淀峰葡萄', '巨峰', '7月至8月', 180),
    ],
  },
  {
    ...{
      id: 'demo-wangjin',
      kind: 'leading-enterprise',
      name: '演示王金米业有限公司',
      village: '王金',
      brand: '演示王金',
      area: 3100,
    },
    products: [
      rice('演示王金粳米', 2400, '2021-01-17', '2027-01-16'),
      rice('演示王金有机米', 160, '2022-05-01', '2026-04-30', {
        certificate: { scheme: 'organic', from: '2022-05-01', renewedUntil: '2027-04-30' },
      }),
    ],
  },
  {
    ...{ id: 'demo-family', kind: 'family-farm', name: '演示新胜家庭农场', village: '新胜', area: 210 },
    products: [
      rice('演示新胜米', 130, '2023-08-01', '2029-07-31'),
      fruit('演示枇杷', '白玉', '5月', 40, { state: 'submitted' }),
    ],
  },
  {
    ...{
      id: 'demo-liantang-1',
      kind: 'cooperative',
      name: '演示练东茭白专业合作社',
      village: '练东',
      brand: '演示练东',
      area: 2600,
    },
    products: [
      jiaobai('演示练东茭白', 4300, '2020-06-01', '2029-05-31'),
      jiaobai('演示净菜茭白', 520, '2024-03-01', '2027-02-28'),
    ],
  },
  {
    ...{
      id: 'demo-liantang-2',
      kind: 'cooperative',
      name: '演示东庄茭白专业合作社',
      village: '东庄',
      brand: '演示东庄',
      area: 1800,
    },
    products: [
      jiaobai('演示东庄茭白', 3000, '2021-09-01', '2027-08-31'),
      rice('演示东庄米', 900, '2022-11-20', '2028-11-19'),
    ],
  },
  {
    ...{ id: 'demo-liantang-3', kind: 'cooperative', name: '演示蒸夏粮食专业合作社', village: '蒸夏', area: 1500 },
    products: [
      rice('演示蒸夏米', 1150, '2021-02-10', '2027-02-09'),
      jiaobai('演示蒸夏茭白', 700, '2018-01-01', '2023-12-31'),
    ],
  },
  {
    ...{ id: 'demo-liantang-4', kind: 'family-farm', name: '演示叶港家庭农场', village: '叶港', area: 160 },
    products: [
      jiaobai('演示叶港茭白', 260, '2025-03-10', '2028-03-09'),
      fruit('演示红柚', '琯溪', '10月', 55, { state: 'withdrawn' }),
    ],
  },
  {
    ...{ id: 'demo-liantang-5', kind: 'other', name: '演示泖甸花木场', village: '泖甸', area: 340 },
    products: [
      {
        name: '演示罗汉松',
        category: 'ornamental',
        variety: '罗汉松',
        season: '全年',
        packaging: '带土球',
        tonnes: 12,
      },
    ],
  },
  {
    ...{
      id: 'demo-jinze-1',
      kind: 'cooperative',
      name: '演示莲湖水产专业合作社',
      village: '莲湖',
      brand: '演示莲湖',
      area: 900,
    },
    products: [
      {
        name: '演示淀山湖大闸蟹',
        category: 'aquatic',
        variety: '中华绒螯蟹',
        regional: 'demo-crab',
        season: '10月至12月',
        packaging: '8 只礼盒',
        tonnes: 430,
        certificate: { scheme: 'green-a', from: '2021-10-08', renewedUntil: '2027-10-07' },
      },
      {
        name: '演示淡水龙虾',
        category: 'aquatic',
        variety: '澳洲淡水龙虾',
        season: '6月至9月',
        packaging: '2 公斤箱',
        tonnes: 90,
      },
    ],
  },
  {
    ...{
      id: 'demo-jinze-2',
      kind: 'cooperative',
      name: '演示商榻稻米专业合作社',
      village: '雪米',
      brand: '演示雪米',
      area: 2300,
    },
    products: [
      rice('演示雪米软米', 1900, '2021-12-12', '2027-12-11'),
      rice('演示雪米糯米', 300, '2022-06-01', '2025-05-31', {
        certificate: { scheme: 'green-a', from: '2022-06-01', renewedUntil: '2028-07-09', gap: 40 },
      }),
    ],
  },
  {
    ...{
      id: 'demo-jinze-3',
      kind: 'leading-enterprise',
      name: '演示金泽农业发展有限公司',
      village: '金泽',
      brand: '演示金泽',
      area: 1900,
    },
    products: [
      rice('演示金泽香米', 1700, '2022-02-21', '2028-02-20'),
      {
        name: '演示青菜',
        category: 'vegetable',
        variety: '青菜',
        season: '全年',
        packaging: '散装',
        tonnes: 640,
        certificate: { scheme: 'organic-conversion', from: '2025-04-01', renewedUntil: '2027-03-31' },
      },
    ],
  },
  {
    ...{ id: 'demo-consortium', kind: 'consortium', name: '演示青浦绿色稻米联合体', village: '建新', area: 0 },
    products: [],
  },
];

/** Members of the demonstration's consortium: those that grow rice. */
export const consortiumMembers = ['demo-coop', 'demo-wangjin', 'demo-liantang-3', 'demo-jinze-2', 'demo-jinze-3'];

/** Tonnes of each town and category in 2025; what is not named was not collected. */
export const localTonnes: Record<string, Partial<Record<Category, number>>> = {
  朱家角: { grain: 10_400, vegetable: 5_600, fruit: 1_700, aquatic: 820 },
  练塘: { grain: 9_800, vegetable: 17_600, fruit: 760, aquatic: 430 },
  金泽: { grain: 9_200, vegetable: 3_400, fruit: 900, aquatic: 1_900 },
};
