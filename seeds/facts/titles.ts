/**
 * What the plan says of single villages, and of areas. It names results and gives no days: the day here is the last
 * one on which the plan's words can have become true, and the step says so (`no-later-than`).
 */
import type { NewRow } from '#db/tables.ts';

export interface TitleFact {
  village: string;
  townCode: string;
  programmeKey: string;
  step: Pick<NewRow<'titleStep'>, 'stage' | 'day' | 'confirmation' | 'reason'>;
  note: string;
  source: string;
}

const zhujiajiao = '310118102';
const liantang = '310118103';
const jinze = '310118104';

/** 一.2 looks back at the years to the end of 2020. */
const endOfLastPlan = '2020-12-31';
const planIssued = '2022-03-05';

type Place = readonly [village: string, townCode: string];

const reached =
  (stage: 'accepted' | 'named') =>
  (programmeKey: string, note: string, places: readonly Place[]): TitleFact[] =>
    places.map(([village, townCode]) => ({
      village,
      townCode,
      programmeKey,
      step: {
        stage,
        day: endOfLastPlan,
        confirmation: stage === 'named' ? 'confirmed' : null,
        reason: '规划只写明结果，没有写明此前各步。',
      },
      note,
      source: '青府发〔2022〕16号 一.2',
    }));
const accepted = reached('accepted');
const named = reached('named');

const running = (programmeKey: string, note: string, places: readonly Place[]): TitleFact[] =>
  places.map(([village, townCode]) => ({
    village,
    townCode,
    programmeKey,
    step: {
      stage: 'in-progress',
      day: planIssued,
      confirmation: null,
      reason: '规划只写明正在进行，没有写明申报和列入计划的日期。',
    },
    note,
    source: '青府发〔2022〕16号 四（五）2',
  }));

export const titleFacts: readonly TitleFact[] = [
  // “均已完验收”: accepted is what is stated, and acceptance is not naming.
  ...accepted('city-revitalisation', '年度不详。规划写明属于前两批，均已完成验收；没有写明命名，按验收登记。', [
    ['莲湖村', jinze],
    ['张马村', zhujiajiao],
    ['东庄村', liantang],
  ]),
  ...named('city-beautiful', '年度不详。规划写明“十三五”期间成功创建。', [
    ['蔡浜村', jinze],
    ['王金村', zhujiajiao],
    ['淀峰村', zhujiajiao],
  ]),
  ...named('district-beautiful', '年度不详。规划写明“十三五”期间成功创建。', [
    ['张巷村', zhujiajiao],
    ['李庄村', zhujiajiao],
    ['建新村', zhujiajiao],
  ]),
  ...running(
    'village-service-centre',
    '规划写的是“在万隆村、安庄村等试点基础上”推动建设平台：是试点，按创建登记，不按命名登记。',
    [
      ['万隆村', zhujiajiao],
      ['安庄村', zhujiajiao],
    ],
  ),
  ...running('smart-village', '规划写的是“继续推动”示范点建设：建设仍在进行，按创建登记，不按命名登记。', [
    ['莲湖村', jinze],
  ]),
];

export interface AreaFact {
  area: Omit<NewRow<'area'>, 'countsTowardsPlan' | 'origin' | 'change'>;
  townCode: string;
  /** Names of villages whose membership is inferred, not stated. */
  inferredMembers: readonly string[];
}

/** None counts towards the plan's 15 by itself: the plan does not say which areas those are. */
export const areaFacts: readonly AreaFact[] = [
  {
    area: {
      id: 'shentai-road',
      kind: 'demonstration-area',
      name: '沈太路乡村振兴示范片区',
      corridor: '沈太路',
      note: '规划一.2称“乡村振兴示范片区”，四（四）2称“乡村振兴示范区”。成员村规划未列。是否计入新增15个，规划未写明。',
      source: '青府发〔2022〕16号 一.2、四（四）2',
    },
    townCode: zhujiajiao,
    inferredMembers: [],
  },
  {
    area: {
      id: 'zhufeng-road',
      kind: 'demonstration-area',
      name: '朱枫公路乡村振兴示范片区',
      corridor: '朱枫公路',
      note: '成员村规划未列。是否计入新增15个，规划未写明。',
      source: '青府发〔2022〕16号 一.2、四（四）2',
    },
    townCode: liantang,
    inferredMembers: [],
  },
  {
    area: {
      id: 'shangta',
      kind: 'contiguous-villages',
      name: '商榻美丽乡村连片',
      corridor: '商榻全域',
      note: '规划写明9村连片，没有列出村名。是否计入新增15个，规划未写明。',
      source: '青府发〔2022〕16号 四（四）2',
    },
    townCode: jinze,
    inferredMembers: ['蔡浜村', '东星村', '王港村', '双祥村', '南新村', '陈东村', '雪米村', '淀西村', '沙港村'],
  },
];

export const inferredMembership =
  '按统计用区划代码的先后推断，规划（青府发〔2022〕16号 四（四）2）只写“9村”，没有列出村名';
