/** What becomes of a village's titles: ten courses, some at their end, most under way, few waiting for the district. */
import type { Stage } from '#app/titles/title.schema.ts';
import type { Random } from '#seeds/demo/random.ts';
import type { Live, Loader } from './loader.ts';
import { demoMark, type Village } from './place.ts';

type Course = 'named' | 'waiting' | 'declined' | 'revoked' | 'listed' | 'applied' | 'cancelled';

/** The programmes of the facts, each with how often its title is named and what it is otherwise. */
const programmes = [
  ['village-beautiful', 0.95, 'listed'],
  ['district-beautiful', 0.55, 'listed'],
  ['city-beautiful', 0.3, 'listed'],
  ['city-revitalisation', 0.1, 'listed'],
  ['smart-village', 0.1, 'applied'],
  ['village-service-centre', 0.3, 'listed'],
  ['china-leisure-village', 0.05, 'applied'],
  ['national-civilised-village', 0.1, 'applied'],
] as const;

/** Writes the titles of a village, a change for each step and each answer. */
export function writeTitles(loader: Loader, village: Village, random: Random, stated: ReadonlySet<string>): void {
  const early = ['district-beautiful', 'city-beautiful', ...(random.happens(0.2) ? ['smart-village'] : [])];
  for (const programme of early) writeTitle(loader, village, { programme, course: 'cancelled', year: 2020 }, random);
  for (const [programme, chance, otherwise] of programmes) {
    // Where the facts hold a title it stands in the way of another.
    if (stated.has(`${village.code} ${programme}`)) continue;
    const course = random.happens(chance) ? namedCourse(random) : otherwise;
    writeTitle(loader, village, { programme, course, year: random.whole(2021, 2024) }, random);
  }
}

function namedCourse(random: Random): Course {
  const lot = random.between(0, 1);
  if (lot < 0.001) return 'waiting';
  if (lot < 0.006) return 'declined';
  return lot < 0.016 ? 'revoked' : 'named';
}

interface Plan {
  programme: string;
  course: Course;
  year: number;
}

function writeTitle(loader: Loader, village: Village, { programme, course, year }: Plan, random: Random): void {
  const id = `${village.key}t${village.nextTitle++}`;
  const { account, town } = village.office;
  const day = (month: number) =>
    `${year}-${String(month).padStart(2, '0')}-${String(random.whole(1, 28)).padStart(2, '0')}`;
  let title: Live | undefined;
  let sequence = 0;
  let naming: Live | undefined;
  /** Takes a step; the first one starts the title. */
  const take = (stage: Stage, on: string, reason: string | null = null) =>
    loader.record({ kind: sequence === 0 ? 'title-start' : 'title-advance', account, town, reason }, (pen) => {
      sequence += 1;
      const awardYear = stage === 'named' ? year : null;
      if (title === undefined)
        title = pen.put('title', {
          id,
          villageCode: village.code,
          programmeKey: programme,
          awardYear,
          stage,
          ...demoMark,
        });
      else pen.amend(title, { stage, ...(stage === 'named' && { awardYear }) });
      const confirmation = stage === 'named' ? 'pending' : null;
      const step = {
        titleId: id,
        sequence,
        stage,
        day: on,
        precision: 'exact',
        reason,
        proposedBy: account,
        confirmation,
      };
      naming = pen.put('titleStep', { ...step, ...demoMark });
    });
  const answer = (confirmation: 'confirmed' | 'declined', why: string | null) =>
    loader.record(
      {
        kind: confirmation === 'confirmed' ? 'title-confirm' : 'title-decline',
        account: 'district',
        town,
        reason: why,
      },
      (pen) => {
        if (naming === undefined || title === undefined) throw new Error('a naming comes before its answer');
        const answered = { confirmation, confirmationReason: why, confirmedBy: 'district', confirmedOn: pen.today };
        pen.amend(naming, answered);
        pen.amend(title, { stage: confirmation === 'confirmed' ? 'named' : 'applied' });
      },
    );

  take('applied', day(3));
  if (course === 'applied') return;
  if (course === 'listed') take('listed', day(6));
  if (course === 'cancelled') take('cancelled', day(9), '当年未列入计划');
  if (course === 'listed' || course === 'cancelled') return;
  take('named', day(11), '补登：中间各步没有书面材料');
  if (course === 'waiting') return;
  answer(course === 'declined' ? 'declined' : 'confirmed', course === 'declined' ? '没有命名文件' : null);
  if (course === 'revoked') take('revoked', `${year + 1}-04-0${random.whole(1, 9)}`, '复核未通过');
}
