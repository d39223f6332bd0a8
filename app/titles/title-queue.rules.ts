/** What waits for somebody among the titles. */
import type { Step, TitleWithSteps } from './title.schema.ts';

export interface Waiting {
  title: TitleWithSteps;
  /** The step that waits. */
  step: Step;
}

/** Namings that the district has to answer, the oldest day first. */
export function awaitingDistrict(titles: readonly TitleWithSteps[]): Waiting[] {
  return waiting(titles, (title) => title.steps.filter(({ confirmation }) => confirmation === 'pending'));
}

/** Titles whose last step the district declined: their town corrects it or goes on. */
export function declinedByDistrict(titles: readonly TitleWithSteps[]): Waiting[] {
  return waiting(titles, ({ steps }) => steps.slice(-1).filter(({ confirmation }) => confirmation === 'declined'));
}

/** Titles under way whose last step was taken before the day `since`. */
export function restingSince(titles: readonly TitleWithSteps[], since: string): Waiting[] {
  const ended = ['named', 'revoked', 'cancelled'];
  return waiting(titles, ({ steps }) =>
    steps.slice(-1).filter((step) => !ended.includes(step.stage) && step.day < since),
  );
}

function waiting(titles: readonly TitleWithSteps[], stepsOf: (title: TitleWithSteps) => Step[]): Waiting[] {
  const found = titles.flatMap((title) => stepsOf(title).map((step) => ({ title, step })));
  return found.sort((a, b) => (a.step.day < b.step.day ? -1 : a.step.day > b.step.day ? 1 : 0));
}
