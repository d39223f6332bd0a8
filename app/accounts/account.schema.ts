import { z } from 'zod';
import { pageNumber, requiredText } from '#app/fields.ts';
import { passwordLength } from './account.fields.ts';

/** A password that is chosen now; one that was chosen before may be shorter. Whether it is easily guessed is asked later. */
export const newPassword = (unfilled: string) =>
  z
    .string({ error: unfilled })
    .min(passwordLength.least, `密码至少 ${passwordLength.least} 个字符`)
    .max(passwordLength.most, `密码最多 ${passwordLength.most} 个字符`);

const password = newPassword('请填写新密码');

export const SignIn = z.object({
  username: requiredText('用户名', 60),
  password: z.string({ error: '请填写密码' }).min(1, '请填写密码').max(200, '密码最多 200 个字符'),
});

const currentPassword = z.string({ error: '请填写现在的密码' }).min(1, '请填写现在的密码').max(200);

/** A page of the list of accounts, by what their username or name begins with. What cannot be read is as if not there. */
export const AccountQuery = z.object({
  q: z.string().trim().max(60).catch(''),
  page: pageNumber,
});

/** Six digits of an authenticator or a recovery code, also as a Chinese keyboard types them. */
const oneTimeCode = z
  .string({ error: '请填写验证码' })
  .max(40, '验证码没有这么长')
  .transform((text) => text.normalize('NFKC').trim())
  .pipe(z.string().min(1, '请填写验证码'));

export const SecondStep = z.object({ oneTimeCode });

/** What an owner does with his second factor. */
export const AmendSecondFactor = z.discriminatedUnion(
  'intent',
  [
    z.object({ intent: z.literal('begin'), currentPassword }),
    z.object({ intent: z.literal('turn-on'), oneTimeCode }),
    z.object({ intent: z.literal('renew-codes'), currentPassword, oneTimeCode }),
    z.object({ intent: z.literal('turn-off'), currentPassword, oneTimeCode }),
  ],
  { error: '请用页面上的按钮提交' },
);

export const ChangePassword = z
  .object({
    currentPassword,
    newPassword: password,
    repeatPassword: z.string({ error: '请再填一次新密码' }),
  })
  .refine(({ newPassword, repeatPassword }) => newPassword === repeatPassword, {
    path: ['repeatPassword'],
    message: '两次填写的新密码不一样',
  })
  .refine(({ newPassword, currentPassword }) => newPassword !== currentPassword, {
    path: ['newPassword'],
    message: '新密码不能与现在的相同',
  });

export const AddAccount = z
  .object({
    username: z
      .string({ error: '请填写用户名' })
      .trim()
      .regex(/^[a-z][a-z0-9-]{2,29}$/, '用户名用 3 至 30 个小写字母、数字或短横线，以字母开头'),
    name: requiredText('姓名或单位', 60),
    role: z.enum(['district', 'town', 'producer', 'viewer'], { error: '请选择角色' }),
    townCode: z.string().optional(),
    password,
  })
  .transform(({ townCode, ...account }) => ({
    ...account,
    townCode: account.role === 'town' ? townCode || null : null,
  }))
  .refine((account) => account.role !== 'town' || account.townCode !== null, {
    path: ['townCode'],
    message: '请选择所属的镇',
  });
export type AddAccount = z.infer<typeof AddAccount>;

/** What the district does with an account in the list. */
export const AmendAccount = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('disable'), username: z.string() }),
  z.object({ intent: z.literal('enable'), username: z.string() }),
  z.object({ intent: z.literal('reset'), username: z.string(), password }),
  z.object({ intent: z.literal('take-off-factor'), username: z.string() }),
]);
