/** What is asked and told about a village, as forms carry it. */
import { z } from 'zod';
import { day, formChange, optionalText, requiredText } from '#app/fields.ts';

export const Retention = z.enum(['unconfirmed', 'retained', 'not-retained']);
export type Retention = z.infer<typeof Retention>;

/** The part of a village that its town describes. */
export const Profile = z.object({
  introduction: optionalText(2000),
  industry: optionalText(200),
  settlements: optionalText(500),
});
export type Profile = z.infer<typeof Profile>;

export const AmendVillage = Profile.extend({ change: formChange });

export const RetentionProposal = z.enum(['retained', 'not-retained'], { error: '请选择保留保护状态' });

export const ProposeRetention = z.object({
  change: formChange,
  proposal: RetentionProposal,
  note: optionalText(300),
});

export const ConfirmRetention = z.object({ change: formChange });
export const DeclineRetention = z.object({ change: formChange, reason: requiredText('退回的原因', 300) });

export const LineageKind = z.enum(['renamed', 'merged', 'abolished'], { error: '请选择沿革的类型' });
export type LineageKind = z.infer<typeof LineageKind>;

/** Which of the last two fields must be filled follows from the kind. */
export const RecordLineage = z
  .object({
    kind: LineageKind,
    day: day('生效日期'),
    newName: optionalText(30),
    successorCode: optionalText(12),
    documentNumber: optionalText(60),
    note: optionalText(500),
  })
  .superRefine((event, context) => {
    const refuse = (path: string, message: string) => context.addIssue({ code: 'custom', path: [path], message });
    if (event.kind === 'renamed' && event.newName === null) refuse('newName', '请填写新的村名');
    if (event.kind === 'merged' && event.successorCode === null) refuse('successorCode', '请选择并入的村');
  });
export type RecordLineage = z.infer<typeof RecordLineage>;
