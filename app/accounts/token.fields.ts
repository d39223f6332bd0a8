/** What a token may open and how long it lasts, as its form offers it. */

import type { Permission } from './policy.rules.ts';
import type { TokenScope } from './token.schema.ts';

export const tokenScopes: Record<TokenScope, { label: string; hint: string; permissions: readonly Permission[] }> = {
  read: { label: '公开数据', hint: '村庄、荣誉、片区、产品、证书、指标', permissions: ['public.read'] },
  changes: {
    label: '公开数据和变更记录',
    hint: '范围与本账户看到的变更相同；区级和只读账户的令牌还可以取得写入的行，保存完整的副本',
    permissions: ['public.read', 'change.read'],
  },
};

export const terms = ['30', '90', '365'] as const;

export const termOptions = terms.map((days) => ({ value: days, label: `${days} 天` }));
