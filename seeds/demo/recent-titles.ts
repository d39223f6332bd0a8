/** Invented titles of 2025 and 2026, entered as they happen: some named, some at each stage, some that went wrong. */
import { stageWords } from '#app/titles/title.fields.ts';
import { type Award, type LadderStep, ladderOf, ladderTo, type ProgrammeKey } from './ladder.ts';
import { clock, daysAfter, district, type Entry, type Office, offices, placeOf, workday } from './timeline.ts';
import { advanceTitle, decideNaming, startTitle } from './title-rows.ts';

type ShortAward = readonly [village: string, programme: ProgrammeKey, year: number];
const awardOf = ([village, programme, year]: ShortAward): Award => ({ village, programme, year });

/** Named together in December 2025 and confirmed before the year ended. */
const class2025 = (
  [
    ['庆丰', 'district-beautiful', 2025],
    ['万隆', 'village-beautiful', 2025],
    ['叶港', 'city-beautiful', 2025],
    ['东泖', 'city-beautiful', 2025],
    ['蒸浦', 'district-beautiful', 2025],
    ['张联', 'village-beautiful', 2025],
    ['雪米', 'city-beautiful', 2025],
    ['钱盛', 'district-beautiful', 2025],
    ['沙港', 'district-beautiful', 2025],
  ] satisfies ShortAward[]
).map(awardOf);

export function recentTitleEntries(): Entry[] {
  return [...offices.flatMap(class2025Entries), ...storyEntries()];
}

function class2025Entries(office: Office, index: number): Entry[] {
  const awards = class2025.filter(({ village }) => placeOf(village).office === office);
  const common = { account: office.username, town: office.town };
  const confirmedOn = '2025-12-29';
  return [
    {
      ...common,
      at: clock(`2025-05-2${index + 6}`, '09:50'),
      kind: 'title-start',
      reason: `2025年度演示创建项目，${awards.length}项`,
      write: async (trx, change) => {
        for (const award of awards) await startTitle(trx, change, award, ladderTo(award, 'in-progress'));
      },
    },
    {
      ...common,
      at: clock(`2025-12-2${index + 3}`, '10:30'),
      kind: 'title-advance',
      reason: '验收、公示、命名一并登记',
      write: async (trx, change) => {
        for (const award of awards) await advanceTitle(trx, change, award, ladderOf(award).slice(3));
      },
    },
    {
      ...common,
      account: district,
      at: clock(confirmedOn, `${14 + index}:00`),
      kind: 'title-confirm',
      reason: '演示命名文件已核对',
      write: async (trx, change) => {
        for (const award of awards)
          await decideNaming(trx, change, award, { confirmation: 'confirmed', confirmedOn, confirmationReason: null });
      },
    },
  ];
}

/** The steps of a story that are entered together, a few days after the last of them. */
type Chapter = readonly LadderStep[];

interface Story {
  award: Award;
  chapters: readonly Chapter[];
  /** What the district says to the naming with which the last chapter ends; without it the naming waits. */
  decision?: { confirmation: 'confirmed' | 'declined'; on: string; reason: string | null };
  /** Entered on this day instead of a few days after each chapter. */
  enteredOn?: string;
  /** The title stands already: the first chapter takes it further. */
  continues?: true;
}

function storyEntries(): Entry[] {
  return stories().flatMap(({ award, chapters, decision, enteredOn, continues }) => {
    const entries = chapters.map((chapter, index) => chapterEntry(award, chapter, index > 0 || continues, enteredOn));
    return decision ? [...entries, decisionEntry(award, decision)] : entries;
  });
}

function chapterEntry(award: Award, chapter: Chapter, stands: boolean | undefined, enteredOn?: string): Entry {
  const { office } = placeOf(award.village);
  const last = chapter.at(-1)?.day ?? '';
  const words = chapter.map(({ stage }) => stageWords[stage]).join('、');
  return {
    at: clock(
      enteredOn ?? workday(daysAfter(last, 3)),
      `${9 + (award.village.charCodeAt(0) % 3)}:${20 + (award.year % 30)}`,
    ),
    kind: stands ? 'title-advance' : 'title-start',
    account: office.username,
    town: office.town,
    reason: `${award.village}村：${words}`,
    write: (trx, change) => (stands ? advanceTitle : startTitle)(trx, change, award, chapter),
  };
}

function decisionEntry(award: Award, { confirmation, on, reason }: NonNullable<Story['decision']>): Entry {
  return {
    at: clock(on, '15:15'),
    kind: confirmation === 'confirmed' ? 'title-confirm' : 'title-decline',
    account: district,
    town: placeOf(award.village).office.town,
    reason: reason ?? '演示命名文件已核对',
    write: (trx, change) =>
      decideNaming(trx, change, award, { confirmation, confirmedOn: on, confirmationReason: reason }),
  };
}

/** A ladder entered in parts: the first two steps together, then one at a time. */
function climbing(short: ShortAward, stage: LadderStep['stage']): Story {
  const award = awardOf(short);
  const steps = ladderTo(award, stage);
  return { award, chapters: [steps.slice(0, 2), ...steps.slice(2).map((step) => [step])] };
}

/** A ladder with its naming in the January after the award year. */
function namedInJanuary(short: ShortAward, published: string, named: string, on: string): Story {
  const award = awardOf(short);
  const late = (step: LadderStep): LadderStep => {
    if (step.stage === 'published') return { ...step, day: published };
    if (step.stage !== 'named') return step;
    return { ...step, day: named, documentNumber: step.documentNumber?.replace(`${award.year}`, named.slice(0, 4)) };
  };
  const steps = ladderOf(award).map(late);
  return {
    award,
    chapters: [steps.slice(0, 2), steps.slice(2, 3), steps.slice(3, 5), steps.slice(5)],
    decision: { confirmation: 'confirmed', on, reason: null },
  };
}

function lateEntry(short: ShortAward, enteredOn: string): Story {
  const award = awardOf(short);
  return { award, chapters: [ladderOf(award)], enteredOn };
}

function appliedFor(short: ShortAward, day: string): Story {
  return { award: awardOf(short), chapters: [[{ stage: 'applied', day }]] };
}

function further(short: ShortAward, ...steps: LadderStep[]): Story {
  return { award: awardOf(short), chapters: steps.map((step) => [step]), continues: true };
}

function stories(): Story[] {
  const declined: Award = { village: '星浜', programme: 'district-beautiful', year: 2025 };
  const returned: Award = { village: '周家港', programme: 'village-beautiful', year: 2026 };
  const [application] = ladderOf(returned);
  return [
    appliedFor(['沙家埭', 'village-beautiful', 2027], '2026-10-28'),
    appliedFor(['东天', 'village-beautiful', 2027], '2026-11-05'),
    climbing(['太北', 'village-beautiful', 2026], 'listed'),
    climbing(['朱庄', 'village-service-centre', 2026], 'listed'),
    climbing(['芦潼', 'village-beautiful', 2026], 'in-progress'),
    climbing(['任屯', 'city-revitalisation', 2026], 'in-progress'),
    climbing(['沈巷', 'smart-village', 2026], 'in-progress'),
    climbing(['徐李', 'village-beautiful', 2026], 'accepted'),
    climbing(['沙港', 'city-beautiful', 2026], 'accepted'),
    climbing(['先锋', 'district-beautiful', 2026], 'published'),
    namedInJanuary(['淀西', 'city-beautiful', 2025], '2025-12-24', '2026-01-16', '2026-01-21'),
    namedInJanuary(['龚都', 'village-beautiful', 2025], '2025-12-22', '2026-01-09', '2026-01-14'),
    namedInJanuary(['新胜', 'district-beautiful', 2025], '2025-12-23', '2026-01-30', '2026-02-04'),
    // Named in 2025 and entered late: the district has yet to look at them.
    lateEntry(['蒸夏', 'village-beautiful', 2025], '2026-11-09'),
    lateEntry(['周荡', 'city-beautiful', 2025], '2026-11-16'),
    {
      award: declined,
      chapters: [ladderTo(declined, 'in-progress'), ladderOf(declined).slice(3)],
      decision: { confirmation: 'declined', on: '2025-12-30', reason: '公示材料不全，请补齐后再报' },
    },
    {
      award: returned,
      chapters: application
        ? [[application], [{ stage: 'returned', day: '2026-04-02', reason: '演示：村庄设计未定，待完善后再报' }]]
        : [],
    },
    further(['薛间', 'village-beautiful', 2024], {
      stage: 'cancelled',
      day: '2025-06-20',
      documentNumber: '演示〔2025〕61号',
      reason: '演示：因道路工程调整，不再实施',
    }),
    {
      ...further(
        ['双祥', 'city-beautiful', 2022],
        { stage: 'under-review', day: '2025-09-10' },
        { stage: 'named', day: '2025-10-20', documentNumber: '演示〔2025〕71号' },
      ),
      decision: { confirmation: 'confirmed', on: '2025-10-27', reason: '复核通过' },
    },
    further(['张马', 'city-beautiful', 2022], { stage: 'under-review', day: '2026-09-15' }),
  ];
}
