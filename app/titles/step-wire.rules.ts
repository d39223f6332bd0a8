import type { Course } from './course.ts';
import type { Step } from './title.schema.ts';

/** A recorded step as the wire of its form writes it. */
export function stepWire(
  { awardYear }: Pick<Course, 'awardYear'>,
  { day, precision, documentNumber, note, reason }: Step,
): Record<string, string> {
  return {
    ...{ day, documentNumber: documentNumber ?? '', note: note ?? '', reason: reason ?? '' },
    awardYear: awardYear?.toString() ?? '',
    ...(precision === 'no-later-than' && { precision: 'on' }),
  };
}
