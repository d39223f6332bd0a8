/**
 * Invented titles of 2021 to 2024, entered afterwards by the towns in early 2025 and confirmed by the district: a change
 * for each town and year, as offices catch up.
 */
import { type Award, type LadderStep, ladderOf, ladderTo, type ProgrammeKey, titleIdOf } from './ladder.ts';
import {
  clock,
  daysAfter,
  demoMark,
  district,
  type Entry,
  type Office,
  offices,
  placeOf,
  workday,
} from './timeline.ts';
import { advanceTitle, decideNaming, startTitle } from './title-rows.ts';

/** Bare village names by award year and programme. */
const awarded: Record<number, readonly (readonly [programme: ProgrammeKey, villages: string])[]> = {
  2021: [
    ['village-beautiful', '横江 盛家埭 张马 泾花 北埭 东庄 徐练 大新 新池 金姚 莲湖 双祥'],
    ['district-beautiful', '周荡 泖甸 东厍 岑卜 雪米'],
    ['city-beautiful', '张巷 王港'],
  ],
  2022: [
    ['village-beautiful', '张家圩 小江 沈巷 泾珠 朱庄 长河 杨湾 新港 南新 东星 金泽'],
    ['district-beautiful', '安庄 林家 叶港 东西 陈东'],
    ['city-beautiful', '张马 东庄 双祥'],
  ],
  2023: [
    ['village-beautiful', '山海桥 新华 东田 联农 练东 三塘 河祝 淀西'],
    ['district-beautiful', '山湾 沈巷 长河 东泖 任屯'],
    ['city-beautiful', '李庄 东厍 南新'],
    ['city-revitalisation', '泖甸'],
    ['national-civilised-village', '三塘'],
  ],
  2024: [
    ['village-beautiful', '先锋 新胜 庆丰 双菱 东淇 蒸浦 爱国 沙港'],
    ['district-beautiful', '新华 练东 金前 西岑 淀西'],
    ['city-beautiful', '安庄 泖甸 东星 陈东'],
    ['china-leisure-village', '山湾'],
  ],
};

/** Of the oldest titles only the result was found. */
const onlyResultKnown = ['盛家埭', '北埭', '金姚'];

export function pastTitleEntries(): Entry[] {
  const towns = Object.keys(awarded).flatMap((text, round) =>
    offices.flatMap((office, index) => townYearEntries(office, index, Number(text), round)),
  );
  return [...towns, cancelledStart(), revocation(), correction()];
}

function townYearEntries(office: Office, index: number, year: number, round: number): Entry[] {
  const awards = awardsOf(year).filter(({ village }) => placeOf(village).office === office);
  const day = workday(daysAfter('2025-02-10', round * 4 + index));
  const confirmedOn = workday(daysAfter('2025-03-10', round * 3 + index));
  return [
    {
      at: clock(day, `${9 + index}:35`),
      kind: 'title-start',
      account: office.username,
      town: office.town,
      reason: `补登${year}年度演示称号，${awards.length}项`,
      write: async (trx, change) => {
        for (const award of awards) await startTitle(trx, change, award, stepsOf(award));
      },
    },
    {
      at: clock(confirmedOn, `${14 + index}:10`),
      kind: 'title-confirm',
      account: district,
      town: office.town,
      reason: `${office.townName}镇${year}年度演示称号已核对`,
      write: async (trx, change) => {
        for (const award of awards)
          await decideNaming(trx, change, award, { confirmation: 'confirmed', confirmedOn, confirmationReason: null });
      },
    },
  ];
}

function awardsOf(year: number): Award[] {
  return (awarded[year] ?? []).flatMap(([programme, names]) =>
    names.split(' ').map((village) => ({ village, programme, year })),
  );
}

function stepsOf(award: Award): LadderStep[] {
  const steps = ladderOf(award);
  if (award.year > 2021 || !onlyResultKnown.includes(award.village)) return steps;
  return steps.slice(-1).map((step) => ({ ...step, reason: '早年材料不全，只找到命名文件' }));
}

const cancelled: Award = { village: '薛间', programme: 'village-beautiful', year: 2024 };

/** Entered as running; its end comes with the recent titles. */
function cancelledStart(): Entry {
  const { office } = placeOf(cancelled.village);
  return {
    at: clock('2025-02-27', '11:20'),
    kind: 'title-start',
    account: office.username,
    town: office.town,
    reason: '补登在建项目',
    write: (trx, change) => startTitle(trx, change, cancelled, ladderTo(cancelled, 'in-progress')),
  };
}

function revocation(): Entry {
  const award: Award = { village: '徐练', programme: 'village-beautiful', year: 2021 };
  const { office } = placeOf(award.village);
  const step: LadderStep = {
    stage: 'revoked',
    day: '2024-11-25',
    documentNumber: '演示〔2024〕51号',
    reason: '演示：复核未达标',
  };
  return {
    at: clock('2025-03-27', '09:45'),
    kind: 'title-advance',
    account: office.username,
    town: office.town,
    reason: '补登撤销',
    write: (trx, change) => advanceTitle(trx, change, award, [step]),
  };
}

function correction(): Entry {
  const award: Award = { village: '小江', programme: 'village-beautiful', year: 2022 };
  const { office } = placeOf(award.village);
  return {
    at: clock('2025-05-21', '10:05'),
    kind: 'title-correct',
    account: office.username,
    town: office.town,
    reason: '更正列入计划的文号：原录入串号',
    write: async (trx, change) => {
      await trx
        .updateTable('titleStep')
        .set({ documentNumber: '演示〔2022〕13号', ...demoMark, change })
        .where('titleId', '=', titleIdOf(award))
        .where('stage', '=', 'listed')
        .execute();
    },
  };
}
