import type { VillageSheet } from '#app/reports/village-sheet.ts';
import { qrSvg } from '#app/ui/qr.ts';

const chart = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 220" width="640" height="220" font-family="Noto Sans SC">
<line x1="50" y1="180" x2="620" y2="180" stroke="#1d3a3a"/>
<polyline points="60,150 200,130 340,120 480,90 610,60" fill="none" stroke="#0f6466" stroke-width="2"/>
<text x="50" y="205" font-size="13">2021年</text><text x="580" y="205" font-size="13">2025年</text>
<text x="50" y="20" font-size="13">万元</text></svg>`;

const verifyUrl = 'https://dengji.example.cn/verify/7K3M-Q9XP';

/** An ordinary village with a gap or two in its ledger. */
export const sampleSheet: VillageSheet = {
  title: '张马村登记情况',
  demo: true,
  town: '朱家角镇',
  code: '310118102274',
  profile: [
    { label: '所属镇', value: '朱家角镇' },
    { label: '统计用区划代码', value: '310118102274' },
    { label: '规划保留保护', value: '规划保留保护村' },
    { label: '美丽乡村等级', value: '市级' },
    { label: '主导产业', value: '蓝莓、乡村旅游' },
    { label: '自然村落', value: '溇里、甪浜、滧港、埭头、圩南、葑门、漾西、泖口、厍上' },
  ],
  introduction:
    '张马村位于朱家角镇沈太路沿线，东与泖河相望，水网纵横，林田相间。全村以蓝莓、水稻种植和乡村旅游为主，是全区较早开展美丽乡村创建的村之一。\n' +
    '近年来，村里整治河道，修缮村道，建成村级综合服务点，开展农田连片整理。',
  titles: [
    {
      programme: '村级美丽乡村',
      awardYear: '2019年',
      stage: '命名',
      day: '2019年12月20日',
      document: '未采集',
      confirmed: '区已确认',
    },
    {
      programme: '市级美丽乡村示范村',
      awardYear: '2020年',
      stage: '命名',
      day: '2021年1月15日',
      document: '沪农委〔2021〕18号',
      confirmed: '区已确认',
    },
    {
      programme: '市级乡村振兴示范村',
      awardYear: '未采集',
      stage: '命名',
      day: '不晚于2020年12月31日',
      document: '未采集',
      confirmed: '区已确认',
    },
    {
      programme: '“智慧村庄”示范点',
      awardYear: '2025年',
      stage: '创建',
      day: '2025年3月8日',
      document: '—',
      confirmed: '—',
    },
  ],
  areas: [{ name: '沈太路乡村振兴示范片区', kind: '乡村振兴示范片区', since: '2022年6月1日' }],
  produce: [],
  statistics: {
    years: ['2021年', '2022年', '2023年', '2024年', '2025年'],
    rows: [
      { label: '户数', unit: '户', values: ['812', '815', '819', '821', '824'] },
      { label: '户籍人口', unit: '人', values: ['2,431', '2,420', '2,411', '2,398', '2,386'] },
      { label: '常住人口', unit: '人', values: ['3,102', '未采集', '3,054', '3,077', '3,090'] },
      { label: '外来人口', unit: '人', values: ['688', '未采集', '645', '662', '671'] },
      { label: '村民小组数', unit: '个', values: ['18', '18', '18', '18', '18'] },
      { label: '党员数', unit: '人', values: ['121', '123', '122', '126', '127'] },
      { label: '村域面积', unit: 'km²', values: ['4.12', '4.12', '4.12', '4.12', '4.12'] },
      { label: '耕地', unit: '亩', values: ['2,318.40', '2,318.40', '2,305.15', '2,305.15', '2,305.15'] },
      { label: '粮田', unit: '亩', values: ['1,204.00', '1,204.00', '1,198.50', '1,198.50', '1,198.50'] },
      { label: '常年菜田', unit: '亩', values: ['312.25', '312.25', '308.00', '308.00', '308.00'] },
      { label: '林地', unit: '亩', values: ['1,021.70', '1,021.70', '1,034.20', '1,034.20', '1,034.20'] },
      { label: '鱼塘', unit: '亩', values: ['96.00', '96.00', '未采集', '未采集', '92.50'] },
      { label: '集体经济可支配收入', unit: '万元', values: ['386.20', '412.75', '438.10', '465.00', '未采集'] },
      { label: '农民人均可支配收入', unit: '元', values: ['38,120', '40,155', '42,870', '45,010', '未采集'] },
    ],
  },
  chart: {
    svg: chart,
    alt: '集体经济可支配收入，2021年386.20万元，2024年465.00万元，2025年未采集',
    caption: '集体经济可支配收入',
  },
  lineage: [],
  verify: { code: '7K3M-Q9XP', url: verifyUrl, qrSvg: qrSvg(verifyUrl), head: 'a1'.repeat(32) },
  foot: { asOf: '2025年12月31日', change: '第 128 号', generatedAt: '2026年11月24日 16:20' },
  documentDate: '2025-12-31',
};
