import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';
import { VillageGaps } from '#app/villages/village-desk.tsx';

const gaps = (unconfirmed: number, withoutLedger: number) =>
  renderToStaticMarkup(<VillageGaps town={null} year={2025} {...{ unconfirmed, withoutLedger }} />);

it('names only what is still to be filled in', () => {
  expect(gaps(3, 0)).toContain('3 个村');
  expect(gaps(3, 0)).not.toContain('台账');
  expect(gaps(0, 2)).toContain('2 个村');
  // They are counted no further.
  expect(gaps(10_000, 0)).toContain('10,000 多个村');
  expect(gaps(0, 10_000)).toContain('10,000 多个村');
  expect(gaps(0, 0)).toContain('都已填报');
  expect(gaps(0, 0)).not.toMatch(/\b0 个村/);
});
