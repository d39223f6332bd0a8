/** Titles as other systems read them (contract, JSON). */
import type { Step } from './title.schema.ts';
import type { ListedTitle } from './title-list.rules.ts';

/**
 * A title as of a day: what happened later is left out. `reason` says why it does not count, as a key; `namedOn` of a
 * naming whose day is unknown is its bound, and its step says so.
 */
export function titleJson({ title, standing, stage }: ListedTitle, asOf: string) {
  const { id, village, town, programme, level, awardYear, steps, origin } = title;
  return {
    id,
    village: { code: village.code, name: village.name, town },
    programme: { key: programme.key, name: programme.name },
    ...{ level, awardYear, stage },
    ...{ namedOn: standing.namedOn, counts: standing.counts, reason: standing.reason },
    ...{ origin, steps: stepsJson(steps, asOf) },
  };
}

/** What was taken by the day. */
export function stepsJson(steps: readonly Step[], asOf: string) {
  return steps
    .filter(({ day }) => day <= asOf)
    .map(({ stage, day, precision, documentNumber, confirmation }) => ({
      ...{ stage, day, precision, documentNumber, confirmation },
    }));
}

/** The key that orders the list for cursors: it stays when titles before or after it come and go. */
export function titleKey({ title: { village, id } }: ListedTitle): string {
  return `${village.code} ${id}`;
}
