/** What is asked and told about a producer, as forms carry it. */
import { z } from 'zod';
import { checkbox, day, formChange, optionalText, pageNumber, requiredText } from '#app/fields.ts';
import { Paging, townCode } from '#app/http/paging.ts';
import { checkCreditCode, creditCodeDoubts, mayLackCreditCode, tidyCreditCode } from './credit-code.rules.ts';

export const ProducerKind = z.enum(['cooperative', 'family-farm', 'leading-enterprise', 'consortium', 'other'], {
  error: '请选择类型',
});
export type ProducerKind = z.infer<typeof ProducerKind>;

/** The identity of a producer: what a registrant says of himself and an office amends. */
export const Identity = z.object({
  kind: ProducerKind,
  name: requiredText('名称', 60),
  creditCode: z
    .string()
    .max(60, '统一社会信用代码为 18 位')
    .optional()
    .transform((text) => tidyCreditCode(text ?? '') || null),
  /** The writer has looked again at a code that looks wrong. */
  confirmCode: checkbox,
  villageCode: optionalText(12),
});

/** Refuses a missing or malformed code, and an unusual one that nobody has looked at again. */
export function refuseCreditCode(
  { kind, creditCode, confirmCode }: Pick<z.infer<typeof Identity>, 'kind' | 'creditCode' | 'confirmCode'>,
  context: z.RefinementCtx,
): void {
  const refuse = (path: string, message: string) => context.addIssue({ code: 'custom', path: [path], message });
  if (creditCode === null) {
    if (!mayLackCreditCode(kind)) refuse('creditCode', '请填写统一社会信用代码，在营业执照上');
    return;
  }
  if (checkCreditCode(creditCode) === 'malformed') {
    refuse('creditCode', '统一社会信用代码应为 18 位数字和大写字母，没有 I、O、S、V、Z');
    return;
  }
  const doubts = creditCodeDoubts(creditCode, kind);
  if (doubts.length > 0 && !confirmCode)
    refuse('confirmCode', `${doubts.join('；')}。请对照营业执照再看一遍，确实无误的请勾选`);
}

const mobileOrLandline = /^(1\d{10}|0\d{9,11}|\d{8})$/;

export const Contact = z.object({
  person: requiredText('联系人', 30),
  phone: z
    .string({ error: '请填写联系电话' })
    .transform((text) => text.normalize('NFKC').replace(/[\s\-—–()]/g, ''))
    .pipe(z.string().min(1, '请填写联系电话').regex(mobileOrLandline, '请填写 11 位手机号，或带区号的固定电话')),
});
export type Contact = z.infer<typeof Contact>;

/** With the instant at which what the form showed had been written; empty where there was nothing. */
export const KeepContact = Contact.extend({ loadedAt: z.string().max(30).default('') });
export type KeepContact = z.infer<typeof KeepContact>;

/** What an office amends of a producer; its town stays. */
export const AmendProducer = Identity.extend({ introduction: optionalText(2000), change: formChange }).superRefine(
  refuseCreditCode,
);
export type AmendProducer = z.infer<typeof AmendProducer>;

/** The page of a producer carries two forms: what is registered, and whom to ring up. */
export const EditIntent = z.object({
  intent: z.enum(['amend', 'contact', 'remove-contact'], { error: '请用页面上的按钮提交' }),
});

export const AddMember = z.object({
  intent: z.literal('add'),
  producerId: requiredText('成员', 12),
  since: z
    .preprocess((text) => (text === '' ? undefined : text), day('加入日期').optional())
    .transform((since) => since ?? null),
});
export type AddMember = z.infer<typeof AddMember>;

export const AmendMembers = z.discriminatedUnion(
  'intent',
  [AddMember, z.object({ intent: z.literal('remove'), producerId: requiredText('成员', 12) })],
  { error: '请用页面上的按钮提交' },
);

const Filter = z.object({
  q: z.string().max(100, '最多 100 个字').default(''),
  kind: z.enum(ProducerKind.options, { error: '没有这种类型' }).optional(),
  town: townCode,
  village: z
    .string()
    .regex(/^\d{12}$/, '应为 12 位区划代码')
    .optional(),
});
export type ProducerFilter = z.infer<typeof Filter>;

/** The catalogue as its page is asked for: what cannot be read counts as not asked. */
export const ProducerQuery = z.object({
  q: Filter.shape.q.catch(''),
  kind: Filter.shape.kind.catch(undefined),
  town: Filter.shape.town.catch(undefined),
  village: Filter.shape.village.catch(undefined),
  page: pageNumber,
});
export type ProducerQuery = z.infer<typeof ProducerQuery>;

/** The list as other systems ask for it: what cannot be read is refused. */
export const ProducerApiQuery = Filter.extend(Paging.shape);
