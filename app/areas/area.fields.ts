/** The Chinese words of the tables of areas: for the history and spreadsheets. */
import type { TableWords } from '#app/field-words.ts';
import { stageWords, titleStepWords } from '#app/titles/title.fields.ts';
import type { AreaMemberTable, AreaTable } from '#db/tables.ts';

export const areaKindWords: Record<AreaTable['kind'], string> = {
  'demonstration-zone': '乡村振兴示范区',
  'demonstration-area': '乡村振兴示范片区',
  'contiguous-villages': '美丽乡村连片',
};

export const membershipWords: Record<AreaMemberTable['membership'], string> = {
  confirmed: '已确认',
  'to-be-confirmed': '待确认',
};

const townPrefix = 'town-';

/** The name of the box that ticks a town. */
export const townBox = (code: string) => `${townPrefix}${code}`;

/** The towns that a form ticks. */
export function townsTicked(fields: Readonly<Record<string, string>>): string[] {
  return Object.keys(fields)
    .filter((name) => name.startsWith(townPrefix))
    .map((name) => name.slice(townPrefix.length))
    .sort();
}

export const areaWords = {
  noun: '示范片区',
  fields: {
    kind: { label: '类型', values: areaKindWords },
    name: { label: '名称' },
    corridor: { label: '示范走廊' },
    countsTowardsPlan: { label: '计入规划目标', type: 'flag' },
    stage: { label: '进展', values: stageWords },
    awardYear: { label: '年度' },
    note: { label: '备注' },
    source: { label: '来源' },
  },
} satisfies TableWords;

/** An area climbs the same stages as a title. */
export const areaStepWords: TableWords = { ...titleStepWords, noun: '片区步骤' };

export const areaTownWords = {
  noun: '片区所在镇',
  fields: { townCode: { label: '镇' } },
} as const satisfies TableWords;

export const areaMemberWords = {
  noun: '片区成员村',
  fields: {
    villageCode: { label: '村庄' },
    since: { label: '加入日期', type: 'day' },
    membership: { label: '成员身份', values: membershipWords },
    source: { label: '来源' },
  },
} as const satisfies TableWords;
