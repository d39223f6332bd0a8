/** 统一社会信用代码 (GB 32100-2015): its form and its check character. */
import type { ProducerTable } from '#db/tables.ts';

const pattern = /^[0-9A-HJ-NP-RTUWXY]{2}\d{6}[0-9A-HJ-NP-RTUWXY]{10}$/;
const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY';

/** How a code is written in the register: upper case, no blanks; full-width characters are accepted. */
export function tidyCreditCode(text: string): string {
  return text
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\-—–]/g, '');
}

/** `unusual`: its check character does not fit. A few early codes are so and legal, hence no error. */
export function checkCreditCode(code: string): 'ok' | 'unusual' | 'malformed' {
  if (!pattern.test(code)) return 'malformed';
  const values = [...code].map((character) => alphabet.indexOf(character));
  const check = values.pop();
  // The weights are the powers of 3 modulo 31.
  const { sum } = values.reduce(
    ({ sum, weight }, value) => ({ sum: sum + value * weight, weight: (weight * 3) % 31 }),
    { sum: 0, weight: 1 },
  );
  return (31 - (sum % 31)) % 31 === check ? 'ok' : 'unusual';
}

/** What its writer should look at once more before it is taken; empty for a code that looks right. */
export function creditCodeDoubts(code: string, kind: ProducerTable['kind'] | undefined): string[] {
  const doubts: string[] = [];
  if (checkCreditCode(code) === 'unusual') doubts.push('末位校验码与前面的数字对不上');
  if (kind === 'cooperative' && !code.startsWith('93')) doubts.push('合作社的代码一般以 93 开头');
  return doubts;
}

/** Farms of a household and loose unions often have no licence of their own. */
export function mayLackCreditCode(kind: ProducerTable['kind'] | undefined): boolean {
  return kind === 'family-farm' || kind === 'consortium';
}
