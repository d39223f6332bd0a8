/**
 * The kinds of field that forms carry, as zod types from the wire's text to the register's value: one schema serves
 * the browser and the server. Full-width digits and stray blanks, as Excel and WPS users paste them, are accepted.
 */
import { z } from 'zod';
import { isDay } from './day.ts';

/**
 * What a schema says that has no words of its own for a fault: no form of a page can make such a thing, so the form is an old or
 * a foreign one. Given to every parse, since zod's own words are English.
 */
export const unforeseen = { error: () => '这一项不完整或看不懂，请重新打开本页再填' };

/** Which page of a list an address asks for; what cannot be read is the first. */
export const pageNumber = z.coerce.number().int().min(1).max(100_000).catch(1);

const tidy = (text: string) => text.normalize('NFKC').trim();

/** Text of one or more lines; what is left empty is null. */
export const optionalText = (longest: number) =>
  z
    .string()
    .max(longest, `最多 ${longest} 个字`)
    .optional()
    .transform((text) => text?.replace(/\r\n?/g, '\n').trim() || null);

export const requiredText = (what: string, longest: number) =>
  z
    .string({ error: `请填写${what}` })
    .transform((text) => text.trim())
    .pipe(z.string().min(1, `请填写${what}`).max(longest, `${what}最多 ${longest} 个字`));

/** A day as `YYYY-MM-DD`, Asia/Shanghai; also read as people write it: 2023.5.1, 2023/5/1, 2023年5月1日. */
export const day = (what: string) =>
  z.string({ error: `请填写${what}` }).transform((text, context) => {
    const parts = /^(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})日?$/.exec(tidy(text));
    if (parts) {
      const [, year = '', month = '', date = ''] = parts;
      const iso = `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`;
      if (isDay(iso)) return iso;
    }
    context.addIssue({
      code: 'custom',
      message: tidy(text) === '' ? `请填写${what}` : `${what}应写成 2025-03-08 的样子`,
    });
    return z.NEVER;
  });

interface NumberRules {
  /** Greatest number of decimals; 0 for counts. */
  decimals: number;
  /** Whether the number may be below zero. */
  negative?: boolean;
  largest?: number;
}

/** A number or nothing: an empty field is null (未采集), never 0. Thousands separators are accepted. */
export const optionalNumber = ({ decimals, negative = false, largest = 1e9 }: NumberRules) =>
  z
    .string()
    .optional()
    .transform((text, context) => {
      const tidied = tidy(text ?? '')
        .replace(/(?<=\d),(?=\d{3}(\D|$))/g, '')
        .replace(/^[−－]/, '-');
      if (tidied === '') return null;
      const refuse = (message: string) => {
        context.addIssue({ code: 'custom', message });
        return z.NEVER;
      };
      if (!/^-?\d+(\.\d+)?$/.test(tidied)) return refuse('应为数字');
      const value = Number(tidied);
      if (value < 0 && !negative) return refuse('不能小于 0');
      if (Math.abs(value) > largest) return refuse(`不能大于 ${largest}`);
      const found = tidied.split('.')[1]?.length ?? 0;
      if (found > decimals) return refuse(decimals === 0 ? '应为整数' : `最多 ${decimals} 位小数`);
      return value === 0 ? 0 : value;
    });

/** A checkbox: absent from the wire when it is not ticked. */
export const checkbox = z
  .string()
  .optional()
  .transform((value) => value !== undefined && value !== '');

/** The number of the change at which a form was loaded. */
export const formChange = z.coerce.number({ error: '表单不完整，请重新打开本页' }).int().min(0);
