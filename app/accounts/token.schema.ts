import { z } from 'zod';
import { requiredText } from '#app/fields.ts';
import type { Permission } from './policy.rules.ts';

/** What a token opens: never more than its account may, and nothing but reading. */
export const TokenScope = z.enum(['read', 'changes'], { error: '请选择令牌可以读取什么' });
export type TokenScope = z.infer<typeof TokenScope>;

export const tokenScopes: Record<TokenScope, { label: string; hint: string; permissions: readonly Permission[] }> = {
  read: { label: '公开数据', hint: '村庄、荣誉、片区、产品、证书、指标', permissions: ['public.read'] },
  changes: {
    label: '公开数据和变更记录',
    hint: '范围与本账户看到的变更相同；区级和只读账户的令牌还可以取得写入的行，保存完整的副本',
    permissions: ['public.read', 'change.read'],
  },
};

const terms = ['30', '90', '365'] as const;

export const MakeToken = z.object({
  name: requiredText('用途', 40),
  scope: TokenScope,
  /** Days until it ends by itself. */
  days: z.enum(terms, { error: '请选择有效期' }).transform(Number),
});
export type MakeToken = z.infer<typeof MakeToken>;

export const termOptions = terms.map((days) => ({ value: days, label: `${days} 天` }));

/** Each open token is a door: a handful can still be looked after. */
export const mostTokens = 10;
