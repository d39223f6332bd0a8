/** The schemes of certification (domain, section 6): what they are called, how long they last, what their numbers look like. */
import type { CertificateTable } from '#db/tables.ts';

export type Scheme = CertificateTable['scheme'];

interface SchemeRule {
  word: string;
  /** Months from the first day to the last; null where there is no end. */
  months: number | null;
  /** The usual forms of a number; null where any text may be one. */
  number: RegExp | null;
  example: string;
}

const greenFood = (letters: string) =>
  new RegExp(String.raw`^LB-\d{2}-(\d{2}(0[1-9]|1[0-2])\d{2}\d{4,5}${letters}|\d{10})$`);
const organic = /^(\d{3,4}|F\d{2})OP\d{7}(-\d+)?$/;

export const schemes: Record<Scheme, SchemeRule> = {
  'green-a': { word: '绿色食品 A 级', months: 36, number: greenFood('A'), example: 'LB-15-1711196965A' },
  'green-aa': { word: '绿色食品 AA 级', months: 36, number: greenFood('AA'), example: 'LB-15-1711196965AA' },
  organic: { word: '有机产品', months: 12, number: organic, example: '100OP1234567' },
  'organic-conversion': { word: '有机转换', months: 12, number: organic, example: '100OP1234567' },
  'gi-agricultural': { word: '农产品地理标志', months: null, number: /^AGI\d{5}$/, example: 'AGI01234' },
  'gi-product': { word: '地理标志产品', months: null, number: null, example: '按证书填写' },
  famous: { word: '名特优新农产品', months: null, number: null, example: '按证书填写' },
};

export const schemeNames = Object.keys(schemes) as Scheme[];

/** As people paste it: full-width characters, blanks, small letters, dashes of other kinds. */
export function tidyNumber(typed: string): string {
  return typed
    .normalize('NFKC')
    .replace(/[‐‑–—−]/g, '-')
    .replace(/\s+/g, '')
    .toUpperCase();
}

/** Whether a number has the usual form of its scheme. Another form is a matter to confirm, not an error. */
export function numberFits(scheme: Scheme, number: string): boolean {
  return schemes[scheme].number?.test(number) ?? true;
}

/** 企业信息码 of 绿色食品. */
export const firmCodeFits = (code: string): boolean => /^GF\d{12}$/.test(code);

/** How long before the end renewal is asked for: three months, for every scheme that ends. */
export const renewalMonths = 3;
