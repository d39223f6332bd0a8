/** What a village can be named for. The plan names the first six; the last two are national. */
import type { NewRow } from '#db/tables.ts';

type ProgrammeFact = Omit<NewRow<'programme'>, 'position' | 'origin' | 'change'>;

/** In the order in which pages list them. */
export const programmeFacts: readonly ProgrammeFact[] = [
  {
    key: 'village-beautiful',
    name: '村级美丽乡村',
    shortName: '村级达标',
    level: 'village',
    description: '规划提出规划保留保护村级美丽乡村全覆盖。达到村级标准即达标。',
    source: '青府发〔2022〕16号 四（四）2',
  },
  {
    key: 'district-beautiful',
    name: '区级美丽乡村示范村',
    shortName: '区级示范',
    level: 'district',
    description: '由区命名。规划写明“十三五”末已有32个村。',
    source: '青府发〔2022〕16号 一.2',
  },
  {
    key: 'city-beautiful',
    name: '市级美丽乡村示范村',
    shortName: '市级示范',
    level: 'city',
    description: '由市命名，规划中称“市级美丽乡村”。“十三五”末已有13个村，规划期新创建19个。',
    source: '青府发〔2022〕16号 一.2、四（四）2',
  },
  {
    key: 'city-revitalisation',
    name: '市级乡村振兴示范村',
    shortName: '振兴示范',
    level: 'city',
    description: '由市命名，分批建设和验收。',
    source: '青府发〔2022〕16号 一.2',
  },
  {
    key: 'smart-village',
    name: '“智慧村庄”示范点',
    shortName: '智慧村庄',
    level: null,
    description: '建设示范点，不是命名的荣誉，不影响村庄的级别。',
    source: '青府发〔2022〕16号 四（五）2',
  },
  {
    key: 'village-service-centre',
    name: '村级综合管理服务中心试点',
    shortName: '综合服务',
    level: null,
    description: '平台试点，不是命名的荣誉，不影响村庄的级别。',
    source: '青府发〔2022〕16号 四（五）2',
  },
  {
    key: 'china-leisure-village',
    name: '中国美丽休闲乡村',
    shortName: '休闲乡村',
    level: null,
    description: '国家级荣誉，不在规划的指标内，不影响村庄的级别。',
    source: '农业农村部创建项目（规划未提及）',
  },
  {
    key: 'national-civilised-village',
    name: '全国文明村',
    shortName: '全国文明',
    level: null,
    description: '国家级荣誉，不在规划的指标内，不影响村庄的级别。',
    source: '中央文明委创建项目（规划未提及）',
  },
];
