import { renderToStaticMarkup } from 'react-dom/server';
import { SmallBars } from '#app/ui/chart/small-bars.tsx';
import { formatNumber, MISSING } from '#app/ui/format.ts';
import { ledgerWords } from '#app/villages/statistic.fields.ts';
import type { Ledger } from '#app/villages/statistic.schema.ts';
import type { VillageSheet } from './village-sheet.ts';

/** Income a head over the years that were kept, as a picture complete in itself; null where fewer than two are known. */
export function drawLedgerChart(statistics: readonly (Ledger & { year: number })[]): VillageSheet['chart'] {
  const field = 'incomePerHead';
  const known = statistics.filter((year) => year[field] !== null);
  const [first] = statistics;
  const last = statistics.at(-1);
  if (known.length < 2 || first === undefined || last === undefined) return null;
  const points = Array.from({ length: last.year - first.year + 1 }, (_, place) => {
    const year = first.year + place;
    return { year, value: statistics.find((row) => row.year === year)?.[field] ?? null };
  });
  const { label, unit } = ledgerWords[field];
  const words = points.map(
    ({ year, value }) => `${year}年${value === null ? MISSING : `${formatNumber(value)}${unit}`}`,
  );
  return {
    svg: renderToStaticMarkup(<SmallBars title={label} points={points} unit={unit} standalone id="ledger" />),
    alt: `${label}：${words.join('，')}`,
    caption: `${label}（${unit}）`,
  };
}
