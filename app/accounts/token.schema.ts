import { z } from 'zod';
import { requiredText } from '#app/fields.ts';
import { terms } from './token.fields.ts';

/** What a token opens: never more than its account may, and nothing but reading. */
export const TokenScope = z.enum(['read', 'changes'], { error: '请选择令牌可以读取什么' });
export type TokenScope = z.infer<typeof TokenScope>;

export const MakeToken = z.object({
  name: requiredText('用途', 40),
  scope: TokenScope,
  /** Days until it ends by itself. */
  days: z.enum(terms, { error: '请选择有效期' }).transform(Number),
});
export type MakeToken = z.infer<typeof MakeToken>;

/** Each open token is a door: a handful can still be looked after. */
export const mostTokens = 10;
