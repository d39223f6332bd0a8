/** `app/SECURITY.md` is true as far as a test can tell: every requirement and attacker has its line, and every file in it is there. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

/** The sections of ASVS 4.0.3 with their last numbers, and what of it was deleted there or is of level 3 alone. */
const sections: Record<string, number> = {
  ...{ '1.1': 7, '1.2': 4, '1.4': 5, '1.5': 4, '1.6': 4, '1.7': 2, '1.8': 2, '1.9': 2, '1.10': 1, '1.11': 3 },
  ...{ '1.12': 2, '1.14': 6, '2.1': 12, '2.2': 7, '2.3': 3, '2.4': 6, '2.5': 7, '2.6': 3, '2.7': 6, '2.8': 7 },
  ...{ '2.9': 3, '2.10': 4, '3.1': 1, '3.2': 4, '3.3': 4, '3.4': 5, '3.5': 3, '3.7': 1, '4.1': 5, '4.2': 2 },
  ...{ '4.3': 3, '5.1': 5, '5.2': 8, '5.3': 10, '5.4': 3, '5.5': 4, '6.1': 3, '6.2': 8, '6.3': 3, '6.4': 2 },
  ...{ '7.1': 4, '7.2': 2, '7.3': 4, '7.4': 3, '8.1': 6, '8.2': 3, '8.3': 8, '9.1': 3, '9.2': 5, '10.2': 6 },
  ...{ '10.3': 3, '11.1': 8, '12.1': 3, '12.2': 1, '12.3': 6, '12.4': 2, '12.5': 2, '12.6': 1, '13.1': 5 },
  ...{ '13.2': 6, '13.3': 2, '13.4': 2, '14.1': 5, '14.2': 6, '14.3': 3, '14.4': 7, '14.5': 4 },
};
const deleted = ['1.4.2', '1.4.3', '1.12.1', '4.1.4', '7.3.2', '13.1.2', '13.2.4', '14.3.1'];
const third = [
  ...['1.11.3', '2.2.4', '2.2.5', '2.2.6', '2.2.7', '6.2.7', '6.2.8', '6.3.3', '8.1.5', '8.1.6', '9.2.5'],
  ...['10.2.3', '10.2.4', '10.2.5', '10.2.6', '14.1.5'],
];
const wanted = Object.entries(sections)
  .flatMap(([section, last]) => Array.from({ length: last }, (_, index) => `${section}.${index + 1}`))
  .filter((number) => !deleted.includes(number) && !third.includes(number));

const tableRows = readFileSync('app/SECURITY.md', 'utf8')
  .split('\n')
  .filter((line) => /^\| (\d|\*\*)/.test(line))
  .map((line) => {
    const [first = '', how = '', code = '', held = '', accepted] = line
      .slice(1, -1)
      .split('|')
      .map((cell) => cell.trim());
    return { first, how, code, held, accepted };
  });
const requirements = tableRows.filter(({ first }) => /^\d/.test(first));
const attackers = tableRows.filter(({ first }) => !/^\d/.test(first));

/** `2.1.1–2.1.3, 2.1.9` as the numbers that it means. */
function spelled(numbers: string): string[] {
  return numbers.split(', ').flatMap((part) => {
    const [from = '', to = from] = part.split('–');
    const section = from.replace(/\.\d+$/, '');
    const [first, last] = [from, to].map((each) => Number(each.split('.').at(-1)));
    return Array.from({ length: (last ?? 0) - (first ?? 0) + 1 }, (_, index) => `${section}.${(first ?? 0) + index}`);
  });
}

const pathsOf = (cell: string) => [...cell.matchAll(/`([^`]+)`/g)].map(([, file = '']) => file);

test('every requirement of levels 1 and 2 has its line, once', () => {
  expect(requirements.flatMap(({ first }) => spelled(first)).sort()).toEqual([...wanted].sort());
});

test.each(tableRows)('$first: every file that it names is there', ({ code, held }) => {
  for (const file of pathsOf(code)) expect(existsSync(file), file).toBe(true);
  for (const file of pathsOf(held)) expect(existsSync(path.join('tests', file)), file).toBe(true);
});

test('there are attackers, each with code and a test against him, and what is accepted', () => {
  expect(attackers.length).toBeGreaterThan(5);
  for (const { first, code, held, accepted } of attackers) {
    expect([pathsOf(code).length > 0, pathsOf(held).length > 0, Boolean(accepted)], first).toEqual([true, true, true]);
  }
});

test.each(requirements)('$first: what is met says where, and by which test', ({ how, code, held }) => {
  if (/^(\*\*Not met\*\*|Does not apply|The operator’s): /.test(how)) return;
  expect(pathsOf(code)).not.toEqual([]);
  expect(held).toMatch(/^(`|by review$)/);
});
