/** What pages say of a title: where it stands, when a step was, who may see what of it. */
import { type Reader, reachesTown } from '#app/accounts/policy.rules.ts';
import { formatDay } from '#app/ui/format.ts';
import type { TagTone } from '#app/ui/tag.tsx';
import { exclusionWords } from './title.fields.ts';
import type { Standing } from './title.rules.ts';
import type { Stage, Step, TitleWithSteps } from './title.schema.ts';

/** What a title is called: 张马村 · 市级美丽乡村示范村. */
export function titleName({ village, programme }: Pick<TitleWithSteps, 'village' | 'programme'>): string {
  return `${village.name} · ${programme.name}`;
}

/** The day of a step in words; of one whose day is unknown, the bound. */
export function dayWords({ day, precision }: Pick<Step, 'day' | 'precision'>): string {
  return precision === 'exact' ? formatDay(day) : `不迟于${formatDay(day)}，具体日期不详`;
}

/** What a title is worth on the as-of day, in one sentence. */
export function standingWords({ counts, reason, namedOn, namedPrecision, stage }: Standing): string {
  if (!counts) return `不计入。${reason === null ? '' : `${exclusionWords[reason]}。`}`;
  const since = dayWords({ day: namedOn ?? '', precision: namedPrecision ?? 'exact' });
  return stage === 'under-review' ? `计入。命名于${since}，正在复核，复核期间仍然计入。` : `计入。命名于${since}。`;
}

/** The look of a stage's tag; `waiting` where its naming is not confirmed. */
export function stageTone(stage: Stage, waiting: boolean): TagTone {
  if (waiting) return 'wait';
  if (stage === 'named') return 'done';
  if (stage === 'revoked' || stage === 'cancelled') return 'off';
  return stage === 'returned' ? 'wait' : 'active';
}

/** A title without what its reader may not see; to be asked before a title leaves a loader. */
export function asSeenBy(reader: Reader, title: TitleWithSteps): TitleWithSteps {
  return { ...title, steps: stepsSeenBy(reader, [title.town.code], title.steps) };
}

/** Steps of what belongs to these towns, without what their reader may not see. */
export function stepsSeenBy(reader: Reader, towns: readonly string[], steps: Step[]): Step[] {
  if (towns.some((town) => reachesTown(reader, town))) return steps;
  const hidden = {
    ...{ attachmentHash: null, attachmentName: null, proposedBy: null, proposerName: null },
    ...{ confirmedBy: null, confirmerName: null, confirmationReason: null },
  };
  return steps.map((step) => ({ ...step, ...hidden }));
}
