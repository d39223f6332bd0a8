import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { firstOf, MoreWaiting } from '#app/ui/first-of.tsx';

const queue = (length: number, search = '') =>
  firstOf(
    Array.from({ length }, (_, place) => place),
    new URLSearchParams(search),
  );

test('a long queue is listed from its beginning, and says how much waits in it', () => {
  const first = queue(1_234);
  expect([first.count, first.rows.length, first.rows[0]]).toEqual([1_234, 50, 0]);
  expect(renderToStaticMarkup(<MoreWaiting {...first} />)).toContain(
    '共 1,234 件，下面先列 50 件。<a href="?all=1">全部列出</a>',
  );
});

test.each([
  [50, ''],
  [1_234, 'all=1'],
])('of %d all are listed where the address says “%s”, and nothing is said', (length, search) => {
  const first = queue(length, search);
  expect(first.rows).toHaveLength(length);
  expect(renderToStaticMarkup(<MoreWaiting {...first} />)).toBe('');
});
