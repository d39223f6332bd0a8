/** The Chinese words of accounts. */

import type { TableWords } from '#app/field-words.ts';
import type { Role } from './policy.rules.ts';

export const roleWords: Record<Role, string> = {
  district: '区级管理员',
  town: '镇农业农村办',
  producer: '经营主体',
  viewer: '只读用户',
};

/** So long a password that somebody else chose lets its owner in, to choose his own. */
export const firstPasswordDays = 30;

/** Characters of a new password; from `ample` on the meter asks for no more. */
export const passwordLength = { least: 12, most: 128, ample: 18 };

export const accountWords: TableWords = {
  noun: '账户',
  fields: {
    username: { label: '用户名' },
    name: { label: '姓名或单位' },
    role: { label: '角色', values: roleWords },
    townCode: { label: '所属镇' },
    producerId: { label: '经营主体' },
    active: { label: '可登录', type: 'flag' },
  },
};
