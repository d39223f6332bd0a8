import type { CourseStore } from './course.ts';
import { getTitle, insertStep, listProposers, updateStep, updateTitle } from './title.repository.server.ts';

/** The way of one village through one programme. */
export const titleCourse: CourseStore = {
  kinds: {
    advance: 'title-advance',
    correct: 'title-correct',
    confirm: 'title-confirm',
    decline: 'title-decline',
  },
  read: async (db, id) => {
    const title = await getTitle(db, id);
    return { ...title, towns: [title.town.code] };
  },
  write: updateTitle,
  addStep: (trx, titleId, step) => insertStep(trx, { ...step, titleId }),
  writeStep: (trx, titleId, sequence, patch) => updateStep(trx, { titleId, sequence }, patch),
  proposersOf: (db, titleId, sequence) => listProposers(db, { titleId, sequence }),
};
