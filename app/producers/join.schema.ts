/** A producer that asks for an account, as forms carry it. */
import { z } from 'zod';
import { newPassword } from '#app/accounts/account.schema.ts';
import { checkbox, optionalText, requiredText } from '#app/fields.ts';
import type { JoinRequestTable } from '#db/tables.ts';
import { Contact, Identity, refuseCreditCode } from './producer.schema.ts';

export const joinStateWords: Record<JoinRequestTable['state'], string> = {
  waiting: '等待审核',
  accepted: '已通过',
  declined: '已退回',
};

const Wish = Identity.extend({
  ...Contact.shape,
  townCode: z.string({ error: '请选择所属的镇' }).regex(/^\d{9}$/, '请选择所属的镇'),
  username: z
    .string({ error: '请填写用户名' })
    .trim()
    .regex(/^[a-z][a-z0-9-]{2,29}$/, '用户名用 3 至 30 个小写字母、数字或短横线，以字母开头'),
  password: newPassword('请填写密码'),
  repeatPassword: z.string({ error: '请再填一次密码' }),
  note: optionalText(300),
  /** To be rung up, and to nothing else. */
  consent: checkbox.refine((given) => given, '不同意使用联系方式就不能在网上申请，请到所属镇农业农村办当面登记'),
  /** The declined request that is corrected. */
  again: optionalText(12),
});

export const AskToJoin = Wish.superRefine((wish, context) => {
  refuseCreditCode(wish, context);
  if (wish.password !== wish.repeatPassword)
    context.addIssue({ code: 'custom', path: ['repeatPassword'], message: '两次填写的密码不一样' });
});
export type AskToJoin = z.infer<typeof AskToJoin>;

/** What a town does with a request: a producer of its own, the account for one that exists, or back with a reason. */
export const SettleRequest = z.discriminatedUnion(
  'intent',
  [
    z.object({ intent: z.literal('accept') }),
    z.object({ intent: z.literal('attach'), producerId: requiredText('已有的经营主体', 12) }),
    z.object({ intent: z.literal('decline'), reason: requiredText('退回的原因', 300) }),
  ],
  { error: '请用页面上的按钮提交' },
);
