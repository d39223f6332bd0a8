/**
 * Where titles stood on a day, as conditions of a query on `title`: what `placeOn` of title-list.rules says of their steps. A
 * test holds the two together.
 */
import { expressionBuilder, type SelectQueryBuilder, sql } from 'kysely';
import type { Db } from '#db/client.server.ts';
import type { Tables } from '#db/tables.ts';
import type { Confirmation, Stage } from './title.schema.ts';

export type Titles = SelectQueryBuilder<Tables, 'title', unknown>;

/** A step that a title had taken by a day, any of them: without one it had not begun. */
export const stepBy = (db: Db, asOf: string) =>
  steps(db, asOf).select('step.sequence').whereRef('step.titleId', '=', sql.ref('title.id'));

/** The stage at which a title of the query that asks stood on a day; null where it had not begun. */
export function stageOn(db: Db, asOf: string) {
  const last = lastMoving(db, asOf).select('step.stage').whereRef('step.titleId', '=', sql.ref('title.id'));
  // All that there was has been declined: it went back to its office.
  const returned = stepBy(db, asOf).clearSelect().select(sql.lit('returned').as('stage')).limit(1);
  return expressionBuilder<Tables, never>().fn.coalesce(last, returned);
}

/** The very words of the index of stages, which no other query says. */
export const byStage = sql.lit(1);

const allOfThem = 2_000_000_000;

/**
 * Of titles those that stood at a stage on a day, found from the steps that led there, each the `led` of its title. The latest
 * come first: of them most still stand there.
 */
export function ledTo(db: Db, titles: Titles, { stage, asOf }: { stage: Stage; asOf: string }): Titles {
  const leading = lastMoving(db, asOf)
    .select(['step.titleId as id', 'step.day'])
    .where('step.stage', '=', stage)
    .where('step.sequence', '>=', byStage);
  // The first of those of which every one was declined.
  const declined = steps(db, asOf)
    .select(['step.titleId as id', 'step.day'])
    .where('step.confirmation', '=', sql.lit('declined' as const))
    .where(({ not, exists }) =>
      not(
        exists(
          others(db, asOf).where((eb) =>
            eb.or([moved('other'), eb('other.sequence', '<', sql.ref<number>('step.sequence'))]),
          ),
        ),
      ),
    );
  const led = stage === 'returned' ? leading.unionAll(declined) : leading;
  // With a limit, without which SQLite takes no notice of the order of what is joined.
  return titles.innerJoin(led.orderBy('day', 'desc').limit(allOfThem).as('led'), 'led.id', 'title.id');
}

/** Those of a query to which the district stood so on a day: what waits comes first, then what was declined last. */
export function answered(
  db: Db,
  query: Titles,
  { confirmation, asOf }: { confirmation: Confirmation; asOf: string },
): Titles {
  const given = (answer: Confirmation) =>
    steps(db, asOf).select('step.titleId').where('step.confirmation', '=', sql.lit(answer));
  const own = (answers: ReturnType<typeof given>) => answers.whereRef('step.titleId', '=', sql.ref('title.id'));
  if (confirmation === 'pending') return query.where('title.id', 'in', given('pending'));
  const lastDeclined = given('declined').where(({ not, exists }) => not(exists(later(db, asOf))));
  const settled = query.where(({ not, exists }) => not(exists(own(given('pending')))));
  if (confirmation === 'declined') return settled.where('title.id', 'in', lastDeclined);
  return settled
    .where(({ exists }) => exists(own(given('confirmed'))))
    .where(({ not, exists }) => not(exists(own(lastDeclined))));
}

const steps = (db: Db, asOf: string) => db.selectFrom('titleStep as step').where('step.day', '<=', asOf);

/** The last step that led anywhere. Asked like this, SQLite finds it by its key also as known at a change. */
const lastMoving = (db: Db, asOf: string) =>
  steps(db, asOf)
    .where(moved('step'))
    .where(({ not, exists }) => not(exists(later(db, asOf).where(moved('other')))));

/** The steps of a step's own title. */
const others = (db: Db, asOf: string) =>
  db
    .selectFrom('titleStep as other')
    .select('other.sequence')
    .whereRef('other.titleId', '=', sql.ref('step.titleId'))
    .where('other.day', '<=', asOf);

const later = (db: Db, asOf: string) => others(db, asOf).whereRef('other.sequence', '>', sql.ref('step.sequence'));

/** Whether a step led anywhere: one that the district declined stays on record and moves nothing. */
const moved = (step: 'step' | 'other') => {
  const confirmation = sql.ref<string | null>(`${step}.confirmation`);
  const eb = expressionBuilder<Tables, never>();
  return eb.or([eb(confirmation, 'is', null), eb(confirmation, '!=', 'declined')]);
};
