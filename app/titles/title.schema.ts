import { z } from 'zod';
import { day, formChange, optionalNumber, optionalText, requiredText } from '#app/fields.ts';
import { Paging, townCode } from '#app/http/paging.ts';
import type { Level } from '#app/villages/level.rules.ts';
import type { Row } from '#db/tables.ts';
import { ladder } from './title.fields.ts';

/** Every stage of a title: the ladder, what follows the naming, and the ways out. */
export const Stage = z.enum([...ladder, 'under-review', 'revoked', 'returned', 'cancelled']);
export type Stage = z.infer<typeof Stage>;

/** How the district's answer to a naming stands. */
export const Confirmation = z.enum(['pending', 'confirmed', 'declined']);
export type Confirmation = z.infer<typeof Confirmation>;

/** One step as read: what is recorded of it, and who proposed and who answered it by their names. */
export interface Step extends Omit<Row<'titleStep'>, 'titleId' | 'stage'> {
  stage: Stage;
  proposerName: string | null;
  confirmerName: string | null;
}

/** One village's way through one programme, with the steps in their order. */
export interface TitleWithSteps extends Omit<Row<'title'>, 'stage'> {
  /** Where the last step that was not declined has led it. */
  stage: Stage;
  village: Pick<Row<'village'>, 'code' | 'name' | 'pinyin' | 'initials'>;
  town: Pick<Row<'town'>, 'code' | 'name'>;
  programme: { key: string; name: string; shortName: string; position: number };
  /** The level that the programme gives; null where it gives none. */
  level: Level | null;
  steps: Step[];
}

const precision = z
  .string()
  .optional()
  .transform((ticked) => (ticked ? ('no-later-than' as const) : ('exact' as const)));

const awardYear = optionalNumber({ decimals: 0, largest: 2099 });

/** What every step is recorded with; the file comes beside the form. */
const stepFields = {
  day: day('日期'),
  precision,
  documentNumber: optionalText(60),
  note: optionalText(500),
  reason: optionalText(500),
  awardYear,
};

const stage = z.enum(Stage.options, { error: '请选择进展' });

export const StartTitle = z.object({
  villageCode: requiredText('村庄', 12),
  programmeKey: requiredText('项目', 60),
  stage,
  ...stepFields,
});
export type StartTitle = z.infer<typeof StartTitle>;

/** The details of a refusal to start what is already under way: the identity of the title that stands there. */
export interface TitleInTheWay {
  titleInTheWay: string;
}

export const AdvanceTitle = z.object({ stage, ...stepFields, change: formChange });
export type AdvanceTitle = z.infer<typeof AdvanceTitle>;

/** `why` is the reason of the correction and stays with the change; `reason` is the step's own. */
export const CorrectStep = z.object({ ...stepFields, why: requiredText('更正的原因', 200), change: formChange });
export type CorrectStep = z.infer<typeof CorrectStep>;

/** `sequence` says which step is meant: after a correction more than one naming of a title may wait. */
const naming = { sequence: z.coerce.number().int().min(1), change: formChange };

export const SettleNaming = z.discriminatedUnion(
  'intent',
  [
    z.object({ intent: z.literal('confirm'), ...naming }),
    z.object({ intent: z.literal('decline'), why: requiredText('退回的原因', 500), ...naming }),
  ],
  { error: '请选择确认或退回' },
);
export type SettleNaming = z.infer<typeof SettleNaming>;

const filter = z.string().trim().min(1).max(60).optional().catch(undefined);

/** What the list of titles is narrowed by; what makes no sense in an address is no filter. */
export const TitleSearch = z.object({
  q: filter,
  town: filter,
  programme: filter,
  stage: Stage.optional().catch(undefined),
  awardYear: z.coerce.number().int().min(2000).max(2099).optional().catch(undefined),
  confirmation: Confirmation.optional().catch(undefined),
  page: z.coerce.number().int().min(1).catch(1),
});
export type TitleSearch = z.infer<typeof TitleSearch>;

/** The list as other systems ask for it: what cannot be read is refused, or they would take all for a part. */
export const TitleApiQuery = Paging.extend({
  town: townCode,
  village: z
    .string()
    .regex(/^\d{12}$/, '应为 12 位区划代码')
    .optional(),
  programme: z.string().max(60, '应为项目的代号').optional(),
  stage: z.enum(Stage.options, { error: `应为 ${Stage.options.join('、')} 之一` }).optional(),
});
