/**
 * The twenty rows of the plan's table 1. A plain number there is read as a floor (`at-least`): the plan gives no
 * upper bound anywhere in the table. `assigned` and `relative` targets have no number of their own.
 */
import type { NewRow } from '#db/tables.ts';

export interface IndicatorFact {
  domain: string;
  label: string;
  unit: string;
  attribute: 'anticipatory' | 'binding';
  target: Pick<NewRow<'target'>, 'kind' | 'text' | 'value'>;
}

/** In the order of the table: the first is `indicator-1`. */
export const indicatorFacts: readonly IndicatorFact[] = [
  {
    domain: '高能级经济发展',
    label: '税收收入增速',
    unit: '%',
    attribute: 'anticipatory',
    target: { kind: 'about', text: '8 左右', value: 8 },
  },
  {
    domain: '高能级经济发展',
    label: '全社会固定资产投资（属地）',
    unit: '亿元',
    attribute: 'anticipatory',
    target: { kind: 'cumulative-about', text: '累计 800 左右', value: 800 },
  },
  {
    domain: '高能级经济发展',
    label: '社会消费品零售总额年均增长率',
    unit: '%',
    attribute: 'anticipatory',
    target: { kind: 'about', text: '8 左右', value: 8 },
  },
  {
    domain: '高质量创业创新',
    label: '总部和贸易型机构组织数',
    unit: '个',
    attribute: 'anticipatory',
    target: { kind: 'about', text: '10 左右', value: 10 },
  },
  {
    domain: '高质量创业创新',
    label: '研发经费支出相当于地区生产总值比例',
    unit: '%',
    attribute: 'anticipatory',
    target: { kind: 'about', text: '4 左右', value: 4 },
  },
  {
    domain: '高质量创业创新',
    label: '每万人发明专利拥有量',
    unit: '件',
    attribute: 'anticipatory',
    target: { kind: 'about', text: '30 左右', value: 30 },
  },
  {
    domain: '高质量创业创新',
    label: '单位地区生产总值能耗降低率',
    unit: '%',
    attribute: 'binding',
    target: { kind: 'assigned', text: '完成区下达目标', value: null },
  },
  {
    domain: '高水平乡村振兴',
    label: '美丽乡村建设示范点数量',
    unit: '个',
    attribute: 'anticipatory',
    target: { kind: 'assigned', text: '完成区下达目标', value: null },
  },
  {
    domain: '高水平乡村振兴',
    label: '路网密度',
    unit: '公里/平方公里',
    attribute: 'anticipatory',
    target: { kind: 'at-least', text: '2.23', value: 2.23 },
  },
  {
    domain: '高水平乡村振兴',
    label: '绿色交通出行比例',
    unit: '%',
    attribute: 'anticipatory',
    target: { kind: 'at-least', text: '80', value: 80 },
  },
  {
    domain: '高水平乡村振兴',
    label: '城乡居民人均可支配收入年均增速',
    unit: '%',
    attribute: 'anticipatory',
    target: { kind: 'relative', text: '高于全市平均水平', value: null },
  },
  {
    domain: '高水平乡村振兴',
    label: '城镇登记失业人员控制数',
    unit: '人',
    attribute: 'binding',
    target: { kind: 'assigned', text: '完成区下达目标', value: null },
  },
  {
    domain: '高效能现代治理',
    label: '社区 15 分钟生活圈覆盖率',
    unit: '%',
    attribute: 'anticipatory',
    target: { kind: 'at-least', text: '95', value: 95 },
  },
  {
    domain: '高效能现代治理',
    label: '人均公共文体设施面积',
    unit: '平方米',
    attribute: 'anticipatory',
    target: { kind: 'relative', text: '全区平均水平', value: null },
  },
  {
    domain: '高效能现代治理',
    label: '“一网通办”网上办结率',
    unit: '%',
    attribute: 'anticipatory',
    target: { kind: 'at-least', text: '75', value: 75 },
  },
  {
    domain: '高效能现代治理',
    label: '一体化示范区政务服务事项互联互通数',
    unit: '件',
    attribute: 'anticipatory',
    target: { kind: 'at-least', text: '1200', value: 1200 },
  },
  {
    domain: '高效能现代治理',
    label: '蓝绿空间占比',
    unit: '%',
    attribute: 'binding',
    target: { kind: 'at-least', text: '70', value: 70 },
  },
  {
    domain: '高品质人居环境',
    label: '陆域森林覆盖率',
    unit: '%',
    attribute: 'binding',
    target: { kind: 'at-least', text: '12', value: 12 },
  },
  {
    domain: '高品质人居环境',
    label: '主要河湖水质断面优于 III 类（含 III 类）类比例',
    unit: '%',
    attribute: 'binding',
    target: { kind: 'at-least', text: '70 以上', value: 70 },
  },
  {
    domain: '高品质人居环境',
    label: '生活垃圾回收利用率',
    unit: '%',
    attribute: 'binding',
    target: { kind: 'at-least', text: '45', value: 45 },
  },
];
