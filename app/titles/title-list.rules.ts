/** The list of titles as of a day: where each one stood, narrowed and counted. */
import { searchTerm } from '#app/villages/village.rules.ts';
import { stages } from './title.fields.ts';
import { type Standing, standingOn } from './title.rules.ts';
import type { Confirmation, Stage, Step, TitleSearch, TitleWithSteps } from './title.schema.ts';

/** Where a course that had begun by a day stood on it. */
export interface CoursePlace {
  standing: Standing;
  stage: Stage;
  /** The step that led to the stage. */
  step: Step;
  confirmation: Confirmation | null;
}

/** A title that had begun by the day. */
export interface ListedTitle extends CoursePlace {
  title: TitleWithSteps;
}

/** The titles that had begun by `asOf`, by stage, then by village and programme as they come. */
export function listedOn(titles: readonly TitleWithSteps[], asOf: string): ListedTitle[] {
  const listed = titles.flatMap((title) => listedTitle(title, asOf) ?? []);
  return listed.sort((a, b) => stages.indexOf(a.stage) - stages.indexOf(b.stage));
}

/** How one title stands in the list; null where it had not begun by then. */
export function listedTitle(title: TitleWithSteps, asOf: string): ListedTitle | null {
  const place = placeOn(title.steps, asOf);
  return place && { title, ...place };
}

/** Where steps had led by a day; null where none was taken yet. */
export function placeOn(steps: readonly Step[], asOf: string): CoursePlace | null {
  const past = steps.filter((step) => step.day <= asOf);
  const last = past.at(-1);
  if (last === undefined) return null;
  const standing = standingOn(steps, asOf);
  // All that there was has been declined: it went back to its office.
  const stage = standing.stage ?? 'returned';
  const step = past.findLast((one) => one.confirmation !== 'declined') ?? last;
  return { standing, stage, step, confirmation: confirmationOf(past, last) };
}

/** What lists show of how the district stands to it: first what waits, then what was declined last. */
function confirmationOf(past: readonly Step[], last: Step): Confirmation | null {
  if (past.some(({ confirmation }) => confirmation === 'pending')) return 'pending';
  if (last.confirmation === 'declined') return 'declined';
  return past.some(({ confirmation }) => confirmation === 'confirmed') ? 'confirmed' : null;
}

/** Narrows by what the day decides or the reader types; town, programme and year are the database's. */
export function narrowTitles(
  listed: readonly ListedTitle[],
  { stage, confirmation, q }: Partial<Pick<TitleSearch, 'stage' | 'confirmation' | 'q'>>,
): ListedTitle[] {
  return listed.filter(
    (one) =>
      (stage === undefined || one.stage === stage) &&
      (confirmation === undefined || one.confirmation === confirmation) &&
      (q === undefined || isOfVillage(one.title, q)),
  );
}

/** As the list of villages finds them, letters in either case. */
function isOfVillage({ village: { code, name, pinyin, initials } }: TitleWithSteps, typed: string): boolean {
  const term = searchTerm(typed) ?? '';
  const holds = (text: string) => text.toLowerCase().includes(term);
  return holds(name) || holds(code) || holds(pinyin) || initials.toLowerCase().startsWith(term);
}
