/** The plan's commitments in its own words, their targets, and the first version of the rules by which they are counted. */
import type { NewRow } from '#db/tables.ts';

export const planSource = '青府发〔2022〕16号';
/** The day of the plan's number: its targets are in force from it. */
export const planIssued = '2022-03-05';
export const planBegins = '2021-01-01';

export interface CommitmentFact {
  indicator: Pick<NewRow<'indicator'>, 'key' | 'label' | 'unit' | 'sentence' | 'place' | 'baseline' | 'baselineText'>;
  target: Pick<NewRow<'target'>, 'kind' | 'text' | 'value'> | null;
  method: { text: string; settings: object } | null;
}

const goals =
  '到“十四五”期末，实现74个规划保留保护村级美丽乡村全覆盖，新创建市级美丽乡村19个，新增乡村振兴示范区15个。';
const achieved =
  '美丽乡村建设取得进展，蔡浜村、王金村、淀峰村等 13 个村成功创建市级美丽乡村，张巷村、李庄村、建新村等 32 个村成功创建区级美丽乡村示范村。';

/** In the order in which pages list them. */
export const commitmentFacts: readonly CommitmentFact[] = [
  {
    indicator: {
      key: 'coverage',
      label: '规划保留保护村美丽乡村覆盖',
      unit: '个',
      sentence: goals,
      place: '四（四）2',
      baseline: null,
      baselineText: null,
    },
    target: { kind: 'at-least', text: '74个全覆盖', value: 74 },
    method: {
      text: '统计已确认为规划保留保护、并且在业务日期持有有效的村级美丽乡村、区级美丽乡村示范村或市级美丽乡村示范村称号的村，每村只计一次。分母是规划的74个。称号须在该日或之前命名、经区确认、未被撤销。保留保护状态待确认的村不计。',
      settings: {
        programmes: ['village-beautiful', 'district-beautiful', 'city-beautiful'],
        retentionRequired: true,
      },
    },
  },
  {
    indicator: {
      key: 'city-level',
      label: '新创建市级美丽乡村',
      unit: '个',
      sentence: goals,
      place: '四（四）2，基期见一.2',
      baseline: 13,
      baselineText: '蔡浜村、王金村、淀峰村等 13 个村',
    },
    target: { kind: 'at-least', text: '新创建19个', value: 19 },
    method: {
      text: '统计在业务日期有效的市级美丽乡村示范村称号中，年度为2021年至2025年的个数。年度在2020年及以前，或年度不详但最迟在2020年末已命名的，属于规划基期，不计入新创建。称号须在该日或之前命名、经区确认、未被撤销。',
      settings: { programmes: ['city-beautiful'], newBy: 'award-year', from: '2021-01-01', to: '2025-12-31' },
    },
  },
  {
    indicator: {
      key: 'district-level',
      label: '区级美丽乡村示范村',
      unit: '个',
      sentence: achieved,
      place: '一.2',
      baseline: 32,
      baselineText: '张巷村、李庄村、建新村等 32 个村',
    },
    target: null,
    method: {
      text: '统计在业务日期持有有效的区级美丽乡村示范村称号的村。规划没有为它定目标，只列现有数。称号须在该日或之前命名、经区确认、未被撤销。',
      settings: { programmes: ['district-beautiful'] },
    },
  },
  {
    indicator: {
      key: 'areas',
      label: '新增乡村振兴示范区',
      unit: '个',
      sentence: goals,
      place: '四（四）2',
      baseline: null,
      baselineText: null,
    },
    target: { kind: 'at-least', text: '新增15个', value: 15 },
    method: {
      text: '统计计入规划15个、在业务日期已经命名并经区确认、未被撤销，并且年度为2021年至2025年的示范片区。是否计入规划的15个由镇里填写、区里确认，规划没有列出名单。',
      settings: { newBy: 'award-year', from: '2021-01-01', to: '2025-12-31' },
    },
  },
  {
    indicator: {
      key: 'shangta',
      label: '商榻九村创建市级美丽乡村',
      unit: '个',
      sentence: '在金泽镇商榻全域打造美丽乡村示范片区，9村连片创建市级美丽乡村，形成江南生态水乡风光带。',
      place: '四（四）2',
      baseline: null,
      baselineText: null,
    },
    target: { kind: 'at-least', text: '9村连片创建', value: 9 },
    method: {
      text: '统计已确认为商榻连片成员、并且在业务日期持有有效的市级美丽乡村示范村称号的村，不论年度。成员身份待确认的村不计。分母是规划的9个村。称号须在该日或之前命名、经区确认、未被撤销。',
      settings: { programmes: ['city-beautiful'], area: 'shangta', membershipRequired: 'confirmed' },
    },
  },
  {
    indicator: {
      key: 'green-rate',
      label: '绿色产品认证率',
      unit: '%',
      sentence: '持续增加绿色农产品、有机产品产量，到“十四五”期末，绿色产品认证率达到30%以上，位居全市前列。',
      place: '四（四）3',
      baseline: null,
      baselineText: null,
    },
    target: { kind: 'at-least', text: '30%以上', value: 30 },
    method: {
      text: '认证产量除以地产农产品产量，按重量计，单位为吨。认证产量统计证书在业务日期有效的产品，证书种类为绿色食品（A级、AA级）和有机产品，一个产品只计一次，取实际产量与核准产量中较小的。产量取业务日期当年或之前最近一个三镇都已填报地产农产品产量的年份。稻米按稻谷计。产品、证书、产量都须经镇里通过。',
      settings: {
        schemes: ['green-a', 'green-aa', 'organic'],
        amount: 'smaller',
        valid: 'on-day',
        rice: 'paddy',
        factor: 0.7,
      },
    },
  },
];
