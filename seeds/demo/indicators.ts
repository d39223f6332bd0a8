/** Invented yearly numbers of the plan's table 1, entered by one account of the district and confirmed by the other. */
import type { ChangeKind, NewRow } from '#db/tables.ts';
import { clock, demoMark, district, type Entry, secondDistrict } from './timeline.ts';

type Values = Readonly<Record<number, number | readonly [number, number]>>;

/** By the number of the indicator and the year; a pair is the value and what it is compared with. The gaps are meant. */
const confirmed: Readonly<Record<number, Values>> = {
  1: { 2021: 9.1, 2022: 4.2, 2023: 8.6, 2024: 7.9, 2025: 8.3 },
  2: { 2021: 142.5, 2022: 128.4, 2023: 171.2, 2024: 183.6, 2025: 190.1 },
  3: { 2021: 12.4, 2022: -2.1, 2023: 10.2, 2025: 6.8 },
  4: { 2021: 4, 2022: 6, 2023: 7, 2024: 9, 2025: 11 },
  5: { 2023: 3.6, 2024: 3.92 },
  7: { 2023: 6.4, 2024: 9.8, 2025: 12.7 },
  8: { 2021: 3, 2022: 6, 2023: 8, 2024: 11, 2025: 13 },
  9: { 2021: 2.05, 2022: 2.1, 2023: 2.16, 2024: 2.2, 2025: 2.24 },
  10: { 2021: 72.5, 2022: 74.1, 2023: 76.8, 2024: 78.4 },
  11: { 2021: [10.1, 9], 2022: [3.2, 2], 2023: [7.5, 6.6], 2024: [5.4, 4.4], 2025: [5.6, 5] },
  12: { 2024: 386, 2025: 372 },
  13: { 2023: 88, 2024: 91.2, 2025: 93.5 },
  14: { 2024: [2.2, 2.1], 2025: 2.35 },
  15: { 2023: 71, 2024: 74.6 },
  16: { 2021: 420, 2022: 760, 2023: 1130, 2024: 1340, 2025: 1480 },
  17: { 2024: 71, 2025: 71.3 },
  18: { 2021: 11.2, 2022: 11.6, 2023: 12, 2024: 12.4, 2025: 12.6 },
  19: { 2021: 70.6, 2022: 74.1, 2023: 78.3, 2024: 80.2, 2025: 82.4 },
  20: { 2023: 42, 2024: 43.2 },
};
const years = [2021, 2022, 2023, 2024, 2025];

const at = (minute: number) => clock('2026-11-23', `17:${String(minute).padStart(2, '0')}`);
const entry = (minute: number, account: string, kind: ChangeKind, reason: string, write: Entry['write']): Entry => ({
  ...{ at: at(minute), account, kind, reason, write },
});

export function indicatorEntries(): Entry[] {
  return [
    ...targetEntries(),
    ...years.flatMap((year, place) => [
      entry(10 + place * 2, secondDistrict, 'observation-enter', `表1各项指标 ${year}年`, async (trx, change) => {
        const rows = Object.entries(confirmed).flatMap(([number, values]) => {
          const value = values[year];
          return value === undefined ? [] : [observation(Number(number), year, value, secondDistrict, change)];
        });
        await trx.insertInto('observation').values(rows).execute();
      }),
      entry(11 + place * 2, district, 'observation-confirm', `表1各项指标 ${year}年`, async (trx, change) => {
        await trx
          .updateTable('observation')
          .set({ confirmation: 'confirmed', confirmedBy: district, confirmedOn: '2026-11-23', change })
          .where('year', '=', year)
          .execute();
      }),
    ]),
    ...waitingEntries(),
  ];
}

/** One that waits for each of the two accounts, and one sent back. */
function waitingEntries(): Entry[] {
  const enter = (minute: number, number: number, label: string, value: number, by: string) =>
    entry(minute, by, 'observation-enter', `${label} 2025年`, async (trx, change) => {
      await trx
        .insertInto('observation')
        .values(observation(number, 2025, value, by, change))
        .execute();
    });
  const why = '演示：请核对，与上年的统计范围不一致';
  return [
    enter(30, 10, '绿色交通出行比例', 80.6, secondDistrict),
    enter(31, 15, '“一网通办”网上办结率', 77.2, district),
    enter(32, 20, '生活垃圾回收利用率', 46.5, secondDistrict),
    entry(33, district, 'observation-decline', `生活垃圾回收利用率 2025年：${why}`, async (trx, change) => {
      const answer = { confirmedBy: district, confirmedOn: '2026-11-23', confirmationReason: why } as const;
      await trx
        .updateTable('observation')
        .set({ confirmation: 'declined', ...answer, change })
        .where('indicatorKey', '=', 'indicator-20')
        .where('year', '=', 2025)
        .execute();
    }),
  ];
}

/** A number that the district assigned, and a target set anew after a mid-term evaluation. */
function targetEntries(): Entry[] {
  return [
    target(2, 'indicator-8', '美丽乡村建设示范点数量：完成区下达目标', {
      ...{ kind: 'assigned', text: '完成区下达目标', value: 12, inForceFrom: '2022-06-01' },
      ...{ documentNumber: '演示〔2022〕88号', documentDay: '2022-05-20' },
    }),
    target(4, 'indicator-16', '一体化示范区政务服务事项互联互通数：1500', {
      ...{ kind: 'at-least', text: '1500', value: 1500, inForceFrom: '2024-01-01' },
      ...{ documentNumber: '演示〔2023〕120号', documentDay: '2023-11-30' },
    }),
  ];
}

type Revision = Omit<NewRow<'target'>, 'indicatorKey' | 'version' | 'origin' | 'source' | 'change'>;

const target = (minute: number, indicatorKey: string, reason: string, revision: Revision) =>
  entry(minute, district, 'target-revise', reason, async (trx, change) => {
    await trx
      .insertInto('target')
      .values({ ...revision, indicatorKey, version: 2, ...demoMark, change })
      .execute();
  });

function observation(
  number: number,
  year: number,
  value: number | readonly [number, number],
  proposedBy: string,
  change: number,
): NewRow<'observation'> {
  const [own, comparison] = typeof value === 'number' ? [value, null] : value;
  return {
    ...{ indicatorKey: `indicator-${number}`, year, value: own, comparison, ...demoMark, change },
    ...{ observedOn: `${year + 1}-02-${10 + (number % 15)}`, confirmation: 'pending', proposedBy },
  };
}
