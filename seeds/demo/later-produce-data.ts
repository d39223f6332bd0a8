/** Invented producers that were entered late, so that every kind, category, scheme and state is there to be seen. */
import type { Category } from '#db/tables.ts';
import type { DemoProducer, DemoProduct } from './produce-data.ts';

const grown =
  (category: Category, packaging: string) =>
  (name: string, variety: string, season: string, tonnes: number, more: Partial<DemoProduct> = {}): DemoProduct => ({
    category,
    packaging,
    name,
    variety,
    season,
    tonnes,
    ...more,
  });

const grain = grown('grain', '5 公斤真空袋');
const vegetable = grown('vegetable', '10 公斤筐');
const fruit = grown('fruit', '1 公斤礼盒');
const aquatic = grown('aquatic', '2 公斤箱');
const ornamental = grown('ornamental', '带土球');
const livestock = grown('livestock', '30 枚礼盒');

const rice = { regional: 'qingpu-rice' } as const;
const jiaobai = { regional: 'liantang-jiaobai' } as const;
const autumn = '10月至11月';

export const laterProducers: readonly DemoProducer[] = [
  {
    ...{ id: 'demo-lizhuang', kind: 'cooperative', name: '演示李庄蓝莓专业合作社', village: '李庄' },
    ...{ brand: '演示李庄', area: 280 },
    products: [
      fruit('演示李庄蓝莓', '薄雾', '5月至7月', 46, {
        regional: 'demo-blueberry',
        certificate: { scheme: 'green-a', from: '2024-05-20', renewedUntil: '2024-05-20' },
        gtin: '2000000000015',
      }),
      fruit('演示李庄草莓', '红颜', '12月至次年4月', 60),
      fruit('演示李庄桑葚', '大十', '5月', 8, { outputs: 'none' }),
      fruit('演示李庄甜瓜', '玉菇', '6月至8月', 14, { state: 'withdrawn' }),
    ],
  },
  {
    ...{ id: 'demo-jianxin', kind: 'family-farm', name: '演示建新家庭农场', village: '建新', area: 190 },
    products: [
      grain('演示建新米', '南粳46', autumn, 118, {
        ...rice,
        certificate: { scheme: 'green-a', from: '2025-04-18', renewedUntil: '2025-04-18' },
      }),
      vegetable('演示建新毛豆', '青酥', '6月至9月', 20),
      fruit('演示建新西瓜', '早佳', '6月至8月', 35),
    ],
  },
  {
    ...{ id: 'demo-zhoudang', kind: 'other', name: '演示周荡水产养殖场', village: '周荡', area: 410 },
    products: [
      aquatic('演示周荡青鱼', '青鱼', '11月至次年2月', 120),
      aquatic('演示周荡鳜鱼', '鳜鱼', '9月至12月', 34, {
        certificate: { scheme: 'green-a', from: '2022-10-15', renewedUntil: '2022-10-15' },
      }),
    ],
  },
  {
    ...{ id: 'demo-xuejian', kind: 'leading-enterprise', name: '演示薛间花木有限公司', village: '薛间' },
    ...{ brand: '演示薛间', area: 620 },
    products: [
      ornamental('演示薛间紫薇', '红火箭', '全年', 6, { outputs: 'none' }),
      ornamental('演示薛间香樟', '香樟', '全年', 9, { outputs: 'none' }),
      ornamental('演示薛间红枫', '红枫', '全年', 4, { outputs: 'none' }),
    ],
  },
  {
    ...{ id: 'demo-liantang-6', kind: 'cooperative', name: '演示泾花茭白专业合作社', village: '泾花' },
    ...{ brand: '演示泾花', area: 520 },
    products: [
      vegetable('演示泾花茭白', '练茭1号', '5月至6月，9月至11月', 330, {
        ...jiaobai,
        certificate: { scheme: 'green-a', from: '2024-02-01', renewedUntil: '2027-02-01' },
        also: [
          { scheme: 'gi-product', from: '2023-03-10', renewedUntil: '2023-03-10' },
          { scheme: 'famous', from: '2024-06-01', renewedUntil: '2024-06-01' },
        ],
        gtin: '2000000000022',
      }),
      vegetable('演示泾花茭白丝', '练茭1号', '全年', 26, {
        ...{ regional: 'demo-jiaobai', packaging: '300 克盒' },
      }),
    ],
  },
  {
    ...{ id: 'demo-liantang-7', kind: 'cooperative', name: '演示北埭蔬菜专业合作社', village: '北埭' },
    ...{ brand: '演示北埭', area: 350 },
    products: [
      vegetable('演示北埭番茄', '浦粉1号', '4月至7月', 62, {
        certificate: { scheme: 'organic', from: '2023-03-01', renewedUntil: '2026-03-01' },
      }),
      vegetable('演示北埭黄瓜', '申青1号', '4月至10月', 75, {
        certificate: { scheme: 'green-a', from: '2024-01-20', renewedUntil: '2024-01-20' },
      }),
      vegetable('演示北埭小白菜', '新场青', '全年', 88, {
        certificate: { scheme: 'organic-conversion', from: '2025-09-15', renewedUntil: '2026-09-15' },
      }),
      vegetable('演示北埭丝瓜', '香丝瓜', '6月至10月', 30),
    ],
  },
  {
    ...{ id: 'demo-liantang-8', kind: 'family-farm', name: '演示金前家庭农场', village: '金前', area: 145 },
    products: [
      grain('演示金前米', '青香软粳', autumn, 70, rice),
      fruit('演示金前枇杷', '冠玉', '5月至6月', 9),
      vegetable('演示金前番薯', '心香', '9月至11月', 12, { state: 'submitted' }),
      livestock('演示金前草鸡蛋', '浦东鸡', '全年', 11),
    ],
  },
  {
    ...{ id: 'demo-liantang-9', kind: 'cooperative', name: '演示联农禽蛋专业合作社', village: '联农' },
    ...{ brand: '演示联农', area: 120 },
    products: [
      livestock('演示联农鸡蛋', '海兰褐', '全年', 210, {
        certificate: { scheme: 'green-a', from: '2023-12-10', renewedUntil: '2023-12-10' },
      }),
      livestock('演示联农老鸭', '昆山麻鸭', '9月至12月', 36, { packaging: '单只真空袋' }),
    ],
  },
  {
    ...{ id: 'demo-liantang-x', kind: 'leading-enterprise', name: '演示长河米业有限公司', village: '长河' },
    ...{ brand: '演示长河', area: 880 },
    products: [
      // The rate of the closing year rests on this one: it ended in May 2026, and its renewal came too late.
      grain('演示长河粳米', '南粳46', autumn, 520, {
        ...rice,
        certificate: { scheme: 'green-a', from: '2023-06-01', renewedUntil: '2026-10-01', gap: 101 },
      }),
      grain('演示长河胚芽米', '嘉58', autumn, 80, {
        ...rice,
        certificate: { scheme: 'green-aa', from: '2025-08-08', renewedUntil: '2025-08-08' },
        packaging: '2.5 公斤真空袋',
      }),
    ],
  },
  {
    ...{ id: 'demo-jinze-4', kind: 'cooperative', name: '演示岑卜果蔬专业合作社', village: '岑卜' },
    ...{ brand: '演示岑卜', area: 260 },
    products: [
      vegetable('演示岑卜水芹', '常熟白芹', '11月至次年3月', 40, {
        certificate: { scheme: 'organic', from: '2024-12-20', renewedUntil: '2025-12-20' },
      }),
      fruit('演示岑卜枇杷', '白玉', '5月至6月', 18),
      vegetable('演示岑卜芦笋', '格兰德', '3月至10月', 16),
      fruit('演示岑卜草莓', '红颜', '12月至次年4月', 15, { state: 'submitted' }),
    ],
  },
  {
    ...{ id: 'demo-jinze-5', kind: 'family-farm', name: '演示钱盛家庭农场', village: '钱盛', area: 230 },
    products: [
      grain('演示钱盛米', '青香软粳', autumn, 130, {
        ...rice,
        certificate: { scheme: 'green-a', from: '2024-12-01', renewedUntil: '2024-12-01' },
      }),
      livestock('演示钱盛湖羊', '湖羊', '11月至次年1月', 13, { packaging: '5 公斤箱' }),
    ],
  },
  {
    ...{ id: 'demo-jinze-6', kind: 'cooperative', name: '演示任屯水产专业合作社', village: '任屯' },
    ...{ brand: '演示任屯', area: 700 },
    products: [
      aquatic('演示任屯大闸蟹', '中华绒螯蟹', '10月至12月', 64, {
        regional: 'demo-crab',
        certificate: { scheme: 'green-a', from: '2024-01-12', renewedUntil: '2024-01-12' },
        also: [{ scheme: 'gi-agricultural', from: '2022-02-25', renewedUntil: '2022-02-25' }],
        packaging: '8 只礼盒',
      }),
      aquatic('演示任屯白鱼', '翘嘴红鲌', '全年', 28),
      aquatic('演示任屯青虾', '日本沼虾', '5月至10月', 22, { outputs: 'since-2024' }),
    ],
  },
  {
    ...{ id: 'demo-jinze-7', kind: 'other', name: '演示蔡浜花木园', village: '蔡浜', area: 150 },
    products: [
      ornamental('演示蔡浜桂花', '金桂', '全年', 5, { outputs: 'none' }),
      ornamental('演示蔡浜红叶石楠', '红罗宾', '全年', 3, { outputs: 'none' }),
    ],
  },
];

/** Those of them that grow rice joined the consortium. */
export const laterMembers = ['demo-jianxin', 'demo-liantang-x', 'demo-jinze-5'];

/** Tonnes of animals by town and year; what is not named was not collected. */
export const animalTonnes: Record<string, Partial<Record<number, number>>> = {
  朱家角: { 2021: 1120, 2022: 1125, 2023: 1110, 2024: 1100, 2025: 1105 },
  练塘: { 2021: 1640, 2022: 1630, 2023: 1610, 2024: 1600, 2025: 1605 },
  金泽: { 2023: 1430, 2024: 1420, 2025: 1410 },
};
