import type { CourseStore } from '#app/titles/course.ts';
import { getArea, insertAreaStep, listStepProposers, updateArea, updateAreaStep } from './area.repository.server.ts';

/** The way of an area through the stages. */
export const areaCourse: CourseStore = {
  kinds: { advance: 'area-advance', correct: 'area-correct', confirm: 'area-confirm', decline: 'area-decline' },
  read: async (db, id) => {
    const area = await getArea(db, id);
    return { ...area, towns: area.towns.map(({ code }) => code) };
  },
  write: updateArea,
  addStep: (trx, areaId, step) => insertAreaStep(trx, { ...step, areaId }),
  writeStep: (trx, areaId, sequence, patch) => updateAreaStep(trx, { areaId, sequence }, patch),
  proposersOf: (db, areaId, sequence) => listStepProposers(db, { areaId, sequence }),
};
