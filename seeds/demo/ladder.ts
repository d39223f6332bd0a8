/** The days on which an invented title climbs its stages, and the numbers of the invented documents. */
import type { Stage } from '#app/titles/title.schema.ts';
import { randomFor } from './random.ts';
import { daysAfter, placeOf, workday } from './timeline.ts';

export type ProgrammeKey =
  | 'village-beautiful'
  | 'district-beautiful'
  | 'city-beautiful'
  | 'city-revitalisation'
  | 'smart-village'
  | 'village-service-centre'
  | 'china-leisure-village'
  | 'national-civilised-village';

/** One village's way through one programme: the bare name of the village and the award year. */
export interface Award {
  village: string;
  programme: ProgrammeKey;
  year: number;
}

export interface LadderStep {
  stage: Stage;
  day: string;
  documentNumber?: string;
  reason?: string;
}

export function titleIdOf({ village, programme, year }: Award): string {
  return `title-${placeOf(village).code}-${programme}-${year}`;
}

/** City titles of a year are named at different times: 2021 and 2022 in the January after, later ones in December. */
const cityNaming: Record<number, string> = {
  2021: '2022-01-14',
  2022: '2023-01-13',
  2023: '2023-12-22',
  2024: '2024-12-27',
  2025: '2025-12-19',
};

/** Where the numbers of a programme's documents start: the list of a year's plan, and after it the naming. */
const documentSeries: Record<ProgrammeKey, number> = {
  'village-beautiful': 11,
  'district-beautiful': 21,
  'city-beautiful': 31,
  'city-revitalisation': 41,
  'smart-village': 51,
  'village-service-centre': 61,
  'china-leisure-village': 71,
  'national-civilised-village': 81,
};

/** The whole ladder from 申报 to 命名. Villages of one batch share the days and the numbers of its documents. */
export function ladderOf({ village, programme, year }: Award): LadderStep[] {
  const random = randomFor(`ladder ${village} ${programme} ${year}`);
  const own = (day: string) => workday(daysAfter(day, random.whole(0, 9)));
  const isCity = programme.startsWith('city-');
  const series = documentSeries[programme];
  const named = isCity
    ? (cityNaming[year] ?? `${year}-12-19`)
    : `${year}-12-${programme === 'village-beautiful' ? '05' : '18'}`;
  return [
    { stage: 'applied', day: own(isCity ? `${year - 1}-11-12` : `${year}-02-24`) },
    { stage: 'listed', day: workday(`${year}-04-15`), documentNumber: documentNumber(`${year}`, series) },
    { stage: 'in-progress', day: own(`${year}-05-06`) },
    { stage: 'accepted', day: own(`${year}-10-20`) },
    { stage: 'published', day: workday(`${year}-11-18`) },
    { stage: 'named', day: workday(named), documentNumber: documentNumber(named.slice(0, 4), series + 1) },
  ];
}

/** The first steps of the ladder, up to and with `stage`. */
export function ladderTo(award: Award, stage: Stage): LadderStep[] {
  const steps = ladderOf(award);
  return steps.slice(0, steps.findIndex((step) => step.stage === stage) + 1);
}

/** Never a real 文号: the issuing body reads 演示. */
function documentNumber(year: string, serial: number): string {
  return `演示〔${year}〕${serial}号`;
}
