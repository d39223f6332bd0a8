/** A way through the stages, whoever climbs it: a village in a programme, or a demonstration area. */
import type { Db } from '#db/client.server.ts';
import type { ChangeKind, NewRow, Row, RowPatch } from '#db/tables.ts';
import type { Stage, Step } from './title.schema.ts';

/** What the commands need to know of what climbs. */
export interface Course extends Pick<Row<'title'>, 'awardYear' | 'change'> {
  /** Where the last step that was not declined has led; null before the first. */
  stage: Stage | null;
  steps: Step[];
  /** The codes of its towns. */
  towns: readonly string[];
}

export type NewStep = Omit<NewRow<'titleStep'>, 'titleId' | 'change'>;
export type StepPatch = Omit<RowPatch<'titleStep'>, 'titleId' | 'sequence' | 'change'>;

/** Where a course is kept: the commands that take, correct and answer steps are the same for every one. */
export interface CourseStore {
  kinds: Record<'advance' | 'correct' | 'confirm' | 'decline', ChangeKind>;
  /** @throws Problem `not-found` */
  read(db: Db, id: string): Promise<Course>;
  /** Every command calls it, so that the row carries the number of the last thing done to it. */
  write(trx: Db, id: string, patch: { stage?: Stage; awardYear?: number | null; change: number }): Promise<void>;
  addStep(trx: Db, id: string, step: NewStep & { change: number }): Promise<void>;
  writeStep(trx: Db, id: string, sequence: number, patch: StepPatch & { change: number }): Promise<void>;
  /** Who proposed a step or corrected it, in any of its versions. */
  proposersOf(db: Db, id: string, sequence: number): Promise<(string | null)[]>;
}
