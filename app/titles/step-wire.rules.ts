import type { TitleStep, TitleWithSteps } from './title.schema.ts';

/** A recorded step as the wire of its form writes it. */
export function stepWire(
  { awardYear }: Pick<TitleWithSteps, 'awardYear'>,
  { day, precision, documentNumber, note, reason }: TitleStep,
): Record<string, string> {
  return {
    ...{ day, documentNumber: documentNumber ?? '', note: note ?? '', reason: reason ?? '' },
    awardYear: awardYear?.toString() ?? '',
    ...(precision === 'no-later-than' && { precision: 'on' }),
  };
}
