import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { firstOf, MoreWaiting } from '#app/ui/first-of.tsx';

const queue = (length: number) => firstOf(Array.from({ length }, (_, place) => place));

test('a long queue is listed from its beginning, and says how much waits in it', () => {
  const first = queue(1_234);
  expect([first.count, first.rows.length, first.rows[0]]).toEqual([1_234, 50, 0]);
  expect(renderToStaticMarkup(<MoreWaiting {...first} all="/desk?all=1" />)).toContain(
    '共 1,234 件，下面先列 50 件。<a href="/desk?all=1">全部列出</a>',
  );
});

test('of another all is listed, and nothing said', () => {
  const first = queue(50);
  expect(first.rows).toHaveLength(50);
  expect(renderToStaticMarkup(<MoreWaiting {...first} all="/desk?all=1" />)).toBe('');
});
