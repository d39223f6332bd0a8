/** What haste, pasting and ill will put into a field. */
import fc from 'fast-check';

/** How hard the register is asked: 1 in the daily run, more by `FUZZ_EFFORT`. */
export const effort = Math.max(1, Number(process.env.FUZZ_EFFORT ?? 1));

/** Where the questions begin; printed, so that a failing run can be asked again by `FUZZ_SEED`. */
const seed = Number(process.env.FUZZ_SEED ?? Date.now() % 2_147_483_647);

export const saySeed = () => process.stdout.write(`FUZZ_SEED=${seed} FUZZ_EFFORT=${effort}\n`);

/** How often a property is asked; what takes long, such as printing a booklet, is asked less often. */
export const runs = (daily: number) => ({ numRuns: daily * effort, seed, interruptAfterTimeLimit: 30_000 * effort });

const words = [
  ...['', ' ', '　', '\0', 'a\0b', '\r\n', '\r', '\t', '\n'.repeat(200), '\u2028', '\u0085', '\ufeff村', '\uffff'],
  ...[
    '\ud800',
    'x\udc00y',
    '\u202e文件名\u202c',
    '\u200f',
    '\u200b\u200d',
    `e${'\u0301'.repeat(100)}`,
    '👨‍👩‍👧‍👦',
    '𠮷',
    '溇甪泖',
  ],
  ...[
    "' or 1=1 --",
    '"; drop table village; --',
    '<script>alert(1)</script>',
    '"><img src=x>',
    '</textarea><b>',
    '{{7*7}}',
  ],
  ...['#panic("x")', '=1+1', '@SUM(A1)', '-2+3', '%s%n', '%00', '%', '%zz', '\\', '../../etc/passwd', '$(id)', '`id`'],
  ...['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'null', '[]', '{}', '{"a":1}'],
];

const numbers = [
  ...[
    '-0',
    '0',
    '-1',
    '+1',
    '0x10',
    '1e3',
    '1e309',
    '-1e309',
    'Infinity',
    'NaN',
    '1.0000000001',
    '.5',
    '5.',
    '1,234,567',
  ],
  ...[
    '１２３',
    '１，２３４．５',
    '一百',
    '12 345',
    '1'.repeat(400),
    `0.${'0'.repeat(400)}1`,
    '9007199254740993',
    '2147483648',
  ],
  ...['9223372036854775808', '99999', '1949', '2099', '2100', '10000', '1000000000', '1000000001', '0.001', '١٢٣'],
];

const days = [
  ...['0000-00-00', '0001-01-01', '1899-12-31', '1949-09-30', '2025-02-29', '2025-02-30', '2025-13-01', '2025-00-10'],
  ...[
    '2025-1-1',
    '2025.3.8',
    '2025年2月30日',
    '２０２５-０３-０８',
    '9999-12-31',
    '10000-01-01',
    '+012025-01-01',
    '2024-02-29',
  ],
  ...['2025-03-08T00:00:00Z', '2025-03-08 ', '20250308', '45000', '1970-01-01', '2099-12-31', '-2025-01-01'],
];

/** So long that a pattern that looks back would be noticed. */
const long = [
  ...['长'.repeat(301), '长'.repeat(2001), 'x'.repeat(60_000), '\u{20000}'.repeat(5_000), 'ﷺ'.repeat(3_000)],
  ...[
    `${' '.repeat(50_000)}x`,
    `${'1'.repeat(50_000)}!`,
    `1${',111'.repeat(15_000)}x`,
    `${'a-'.repeat(30_000)}@`,
    '\n'.repeat(30_000),
  ],
];

export const plainText = fc.oneof(
  fc.constantFrom(...words),
  fc.constantFrom(...numbers),
  fc.constantFrom(...days),
  fc.string({ unit: 'grapheme', maxLength: 30 }),
  fc.string({ unit: 'binary', maxLength: 30 }),
);

/** Whatever can stand in a text field. */
export const nastyText = fc.oneof(
  { weight: 9, arbitrary: plainText },
  { weight: 1, arbitrary: fc.constantFrom(...long) },
);

/** A part of an address as it goes over the wire, its percent signs broken or not. */
export const wirePart = fc.oneof(
  { weight: 6, arbitrary: plainText.map((text) => encodeURIComponent(wellFormed(text))) },
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      ...[
        '%',
        '%%',
        '%0',
        '%zz',
        '%00',
        '%0d%0aX-Evil:1',
        '%ff%fe',
        '%c0%ae%c0%ae',
        '%ed%a0%80',
        '%F0%9F',
        '..%2f..%2f',
      ],
      ...['..', '.', '%2e%2e', '%5c..%5c', ';a=b', '*', '~', '%u0000', '%25%30%30', '+', '&&', '=', '%E6%9D'],
    ),
  },
  { weight: 1, arbitrary: fc.constantFrom('9'.repeat(3_000), '%E6%9D%91'.repeat(700), 'a'.repeat(7_000)) },
);

/** The text that arrives where this is sent: a lone half of a character is no character. */
export const wellFormed = (text: string): string => Buffer.from(text).toString();
