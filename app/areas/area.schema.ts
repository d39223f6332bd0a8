/** Demonstration areas: what forms and addresses carry, and the words for their kinds (domain, section 4). */
import { z } from 'zod';
import { checkbox, day, formChange, optionalText, pageNumber, requiredText } from '#app/fields.ts';
import { Paging, townCode } from '#app/http/paging.ts';
import { Stage, type Step } from '#app/titles/title.schema.ts';
import type { Row } from '#db/tables.ts';

export const AreaKind = z.enum(['demonstration-zone', 'demonstration-area', 'contiguous-villages'], {
  error: '请选择类型',
});
export type AreaKind = z.infer<typeof AreaKind>;

/** A member village as read; `change` is the number of the change that wrote it last. */
export type AreaMember = Omit<Row<'areaMember'>, 'areaId'> & { name: string; townCode: string };

/** An area with its towns, its member villages by code, and its steps in their order. */
export interface AreaWithSteps extends Omit<Row<'area'>, 'stage'> {
  /** Where the last step that was not declined has led; null before the first. */
  stage: Stage | null;
  towns: { code: string; name: string }[];
  members: AreaMember[];
  steps: Step[];
}

/** What an office says of an area. Its towns, and whether it counts towards the plan, are the district's to say. */
export const SaveArea = z.object({
  kind: AreaKind,
  name: requiredText('名称', 40),
  corridor: optionalText(40),
  countsTowardsPlan: checkbox.transform((ticked) => (ticked ? (1 as const) : (0 as const))),
  note: optionalText(500),
  change: formChange,
});
export type SaveArea = z.infer<typeof SaveArea>;

const villageCode = requiredText('成员村', 12);

export const AddMember = z.object({
  intent: z.literal('add'),
  villageCode,
  since: z
    .string()
    .optional()
    .pipe(z.union([z.literal('').transform(() => null), day('加入日期')])),
});

/** `change`: what the page showed of the member, so that nobody answers what he has not seen. */
export const AmendMembers = z.discriminatedUnion(
  'intent',
  [
    AddMember,
    z.object({ intent: z.literal('remove'), villageCode, change: formChange }),
    z.object({ intent: z.literal('confirm'), villageCode, change: formChange }),
  ],
  { error: '请用页面上的按钮操作' },
);

const filter = z.string().trim().min(1).max(60).optional().catch(undefined);

/** What the list is narrowed by; what makes no sense in an address is no filter. */
export const AreaSearch = z.object({
  q: filter,
  kind: AreaKind.optional().catch(undefined),
  town: filter,
  stage: z
    .enum([...Stage.options, 'none'])
    .optional()
    .catch(undefined),
});
export type AreaSearch = z.infer<typeof AreaSearch>;

export const AreaPageQuery = AreaSearch.extend({ page: pageNumber });

/** The list as other systems ask for it: what cannot be read is refused, or they would take all for a part. */
export const AreaApiQuery = Paging.extend({
  kind: z.enum(AreaKind.options, { error: `应为 ${AreaKind.options.join('、')} 之一` }).optional(),
  town: townCode,
  stage: z.enum(Stage.options, { error: `应为 ${Stage.options.join('、')} 之一` }).optional(),
});
