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
  method: { text: string; settings: object };
}

const newest = '取最近一个经确认的年度数。业务日期前一年的数还没有时不作判断；规划期结束后以2025年的数为准。';
const about = '规划没有写明“左右”的幅度：达到目标数即为已达到，低于目标数的不作判断。';
const assigned = '区里下达的目标数登记之前不作判断；';
const growth = '按2021年以来各年的增长率计算年均（几何平均），缺一年即不作计算。';

/** A plain number is a floor. */
const floor = { text: `${newest}不低于目标数即为已达到。`, settings: {} };
const nearly = { text: `${newest}${about}`, settings: {} };

/** In the order of the table: the first is `indicator-1`. */
export const indicatorFacts: readonly IndicatorFact[] = [
  {
    domain: '高能级经济发展',
    label: '税收收入增速',
    unit: '%',
    attribute: 'anticipatory',
    target: { kind: 'about', text: '8 左右', value: 8 },
    method: {
      text: `${growth}规划没有写“年均”，五年的目标按年均理解。${about}`,
      settings: { value: 'average-growth' },
    },
  },
  {
    domain: '高能级经济发展',
    label: '全社会固定资产投资（属地）',
    unit: '亿元',
    attribute: 'anticipatory',
    target: { kind: 'cumulative-about', text: '累计 800 左右', value: 800 },
    method: {
      text: `2021年至2025年各年投资额之和。五年的数齐全之前，只有累计已经达到目标数的才作判断。${about}`,
      settings: { value: 'sum' },
    },
  },
  {
    domain: '高能级经济发展',
    label: '社会消费品零售总额年均增长率',
    unit: '%',
    attribute: 'anticipatory',
    target: { kind: 'about', text: '8 左右', value: 8 },
    method: { text: `${growth}${about}`, settings: { value: 'average-growth' } },
  },
  {
    domain: '高质量创业创新',
    label: '总部和贸易型机构组织数',
    unit: '个',
    attribute: 'anticipatory',
    target: { kind: 'about', text: '10 左右', value: 10 },
    method: nearly,
  },
  {
    domain: '高质量创业创新',
    label: '研发经费支出相当于地区生产总值比例',
    unit: '%',
    attribute: 'anticipatory',
    target: { kind: 'about', text: '4 左右', value: 4 },
    method: nearly,
  },
  {
    domain: '高质量创业创新',
    label: '每万人发明专利拥有量',
    unit: '件',
    attribute: 'anticipatory',
    target: { kind: 'about', text: '30 左右', value: 30 },
    method: nearly,
  },
  {
    domain: '高质量创业创新',
    label: '单位地区生产总值能耗降低率',
    unit: '%',
    attribute: 'binding',
    target: { kind: 'assigned', text: '完成区下达目标', value: null },
    method: {
      text: `${newest}${assigned}不低于下达数即为已达到。数值按区里下达文件的口径填报。`,
      settings: {},
    },
  },
  {
    domain: '高水平乡村振兴',
    label: '美丽乡村建设示范点数量',
    unit: '个',
    attribute: 'anticipatory',
    target: { kind: 'assigned', text: '完成区下达目标', value: null },
    method: {
      text: `${newest}${assigned}不少于下达数即为已达到。规划没有写明“示范点”是哪些村，登记簿里的荣誉与创建不能代替，所以由区里填报。`,
      settings: {},
    },
  },
  {
    domain: '高水平乡村振兴',
    label: '路网密度',
    unit: '公里/平方公里',
    attribute: 'anticipatory',
    target: { kind: 'at-least', text: '2.23', value: 2.23 },
    method: floor,
  },
  {
    domain: '高水平乡村振兴',
    label: '绿色交通出行比例',
    unit: '%',
    attribute: 'anticipatory',
    target: { kind: 'at-least', text: '80', value: 80 },
    method: floor,
  },
  {
    domain: '高水平乡村振兴',
    label: '城乡居民人均可支配收入年均增速',
    unit: '%',
    attribute: 'anticipatory',
    target: { kind: 'relative', text: '高于全市平均水平', value: null },
    method: {
      text: `${growth}全市平均水平按同样年份、同样方法计算，缺对比数的不作判断；高于全市平均水平即为已达到。`,
      settings: { value: 'average-growth', comparison: 'above', comparedWith: '全市平均水平' },
    },
  },
  {
    domain: '高水平乡村振兴',
    label: '城镇登记失业人员控制数',
    unit: '人',
    attribute: 'binding',
    target: { kind: 'assigned', text: '完成区下达目标', value: null },
    method: {
      text: `${newest}${assigned}这是控制数，不高于下达数即为已达到。`,
      settings: { better: 'less' },
    },
  },
  {
    domain: '高效能现代治理',
    label: '社区 15 分钟生活圈覆盖率',
    unit: '%',
    attribute: 'anticipatory',
    target: { kind: 'at-least', text: '95', value: 95 },
    method: floor,
  },
  {
    domain: '高效能现代治理',
    label: '人均公共文体设施面积',
    unit: '平方米',
    attribute: 'anticipatory',
    target: { kind: 'relative', text: '全区平均水平', value: null },
    method: {
      text: `${newest}缺同一年全区平均水平的不作判断；规划没有写“高于”，不低于全区平均水平即为已达到。`,
      settings: { comparison: 'reach', comparedWith: '全区平均水平' },
    },
  },
  {
    domain: '高效能现代治理',
    label: '“一网通办”网上办结率',
    unit: '%',
    attribute: 'anticipatory',
    target: { kind: 'at-least', text: '75', value: 75 },
    method: floor,
  },
  {
    domain: '高效能现代治理',
    label: '一体化示范区政务服务事项互联互通数',
    unit: '件',
    attribute: 'anticipatory',
    target: { kind: 'at-least', text: '1200', value: 1200 },
    method: floor,
  },
  {
    domain: '高效能现代治理',
    label: '蓝绿空间占比',
    unit: '%',
    attribute: 'binding',
    target: { kind: 'at-least', text: '70', value: 70 },
    method: floor,
  },
  {
    domain: '高品质人居环境',
    label: '陆域森林覆盖率',
    unit: '%',
    attribute: 'binding',
    target: { kind: 'at-least', text: '12', value: 12 },
    method: floor,
  },
  {
    domain: '高品质人居环境',
    label: '主要河湖水质断面优于 III 类（含 III 类）类比例',
    unit: '%',
    attribute: 'binding',
    target: { kind: 'at-least', text: '70 以上', value: 70 },
    method: floor,
  },
  {
    domain: '高品质人居环境',
    label: '生活垃圾回收利用率',
    unit: '%',
    attribute: 'binding',
    target: { kind: 'at-least', text: '45', value: 45 },
    method: floor,
  },
];
