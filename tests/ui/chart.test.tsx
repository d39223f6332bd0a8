import fc from 'fast-check';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import type { YearPoint } from '#app/ui/chart/chart.ts';
import { ProgressBar } from '#app/ui/chart/progress-bar.tsx';
import { SmallBars } from '#app/ui/chart/small-bars.tsx';
import { Sparkline } from '#app/ui/chart/sparkline.tsx';
import { TileGrid } from '#app/ui/chart/tile-grid.tsx';
import { TrendChart } from '#app/ui/chart/trend-chart.tsx';

/** What registers hold and what they should not: gaps, one year, all equal, nought, absurd sizes. */
const value = fc.oneof(
  fc.constant(null),
  fc.constant(0),
  fc.integer({ min: -50, max: 3000 }),
  fc.double(),
  fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, Number.MAX_VALUE, Number.MIN_VALUE),
);
const series: fc.Arbitrary<YearPoint[]> = fc
  .oneof(
    fc.array(value, { maxLength: 12 }),
    fc.integer({ min: 0, max: 9 }).map((same) => [same, same, same]),
  )
  .map((values) => values.map((one, index) => ({ year: 2018 + index, value: one })));
const mark = fc.option(
  fc.record({ year: fc.constantFrom(2018, 2025, 2035), value: fc.double({ min: 0, max: 1e6, noNaN: true }) }),
);

const anything = fc.record({
  points: series,
  target: mark,
  start: mark,
  value,
  goal: fc.option(value),
  baseline: fc.option(value),
  standalone: fc.boolean(),
});

type Data = typeof anything extends fc.Arbitrary<infer Drawn> ? Drawn : never;

/** All charts of one draw of data, as they would stand together on a page. */
function draw({ points, target, start, standalone, goal, baseline, value: now }: Data) {
  return renderToStaticMarkup(
    <main>
      <TrendChart title="数量" unit="个" points={points} target={target} start={start} standalone={standalone} />
      <SmallBars title="数量" points={points} standalone={standalone} />
      <Sparkline title="数量" points={points} />
      <ProgressBar label="数量" value={now} target={goal} baseline={baseline} />
    </main>,
  );
}

const attributes = (markup: string) => [...markup.matchAll(/\s([\w:-]+)="([^"]*)"/g)];
const idsOf = (markup: string) => attributes(markup).flatMap(([, name, text]) => (name === 'id' ? [text] : []));

describe('every chart, whatever its data', () => {
  it('draws only real numbers', () => {
    fc.assert(
      fc.property(anything, (data) => {
        const broken = attributes(draw(data)).filter(([, , text = '']) => /NaN|Infinity|undefined|null/.test(text));
        expect(broken.map(([whole]) => whole)).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it('has a name and a description in words, and no id twice on a page', () => {
    fc.assert(
      fc.property(anything, (data) => {
        const page = draw(data);
        const ids = idsOf(page);
        expect(new Set(ids).size).toBe(ids.length);
        const used = [
          ...attributes(page).flatMap(([, name, text = '']) => (name === 'aria-labelledby' ? text.split(' ') : [])),
          ...[...page.matchAll(/url\(#([^)]*)\)/g)].map(([, id]) => id),
        ];
        for (const id of used) expect(ids).toContain(id);
        expect(page).not.toMatch(/<(title|desc)[^>]*><\/\1>/);
      }),
      { numRuns: 100 },
    );
  });

  it('carries no inline style, which the content security policy would drop', () => {
    fc.assert(
      fc.property(anything, (data) => {
        expect(draw(data)).not.toMatch(/\sstyle=|<style/);
      }),
    );
  });
});

describe('missing years', () => {
  const points = [
    { year: 2021, value: 40 },
    { year: 2022, value: null },
    { year: 2023, value: 0 },
  ];

  it('are gaps among the bars, and nought is a bar', () => {
    const markup = renderToStaticMarkup(<SmallBars title="户数" points={points} unit="户" />);
    expect(markup.match(/<rect/g)).toHaveLength(2);
    expect(markup).toContain('2021年 40 户，2022年 未采集，2023年 0 户');
  });

  it('break the line of a trend', () => {
    const markup = renderToStaticMarkup(<TrendChart title="户数" points={points} standalone />);
    const drawn = attributes(markup).flatMap(([, name, text]) => (name === 'd' ? [text] : []));
    expect(drawn.some((path) => (path?.match(/M/g) ?? []).length === 2)).toBe(true);
  });

  it('leave a progress bar empty and say so', () => {
    const markup = renderToStaticMarkup(<ProgressBar label="认证率" value={null} target={30} unit="%" />);
    expect(markup).toContain('未采集，目标 30 %');
    expect(markup).not.toContain('fill="#14565d" width');
  });
});

describe('a chart for a report', () => {
  it('is complete in itself', () => {
    for (const chart of [
      <TrendChart key="t" title="趋势" points={[{ year: 2021, value: 1 }]} standalone id="a" />,
      <SmallBars key="b" title="户数" points={[{ year: 2021, value: 1 }]} standalone id="b" />,
    ]) {
      const markup = renderToStaticMarkup(chart);
      expect(markup).toMatch(/^<svg[^>]* xmlns="http:\/\/www\.w3\.org\/2000\/svg"[^>]* width="\d+" height="\d+"/);
      expect(markup).toContain('font-family=');
      expect(markup).not.toContain('class=');
    }
  });
});

describe('the wall', () => {
  it('says the tone of each tile in words too', () => {
    const markup = renderToStaticMarkup(
      <TileGrid
        legend={[{ tone: 'full', label: '市级' }]}
        groups={[{ key: 'a', label: '甲镇', tiles: [{ key: '1', label: '子村', href: '/x/1', tone: 'full' }] }]}
      />,
    );
    expect(markup).toContain('href="/x/1"');
    expect(markup.replaceAll(/<[^>]*>/g, '')).toContain('子村，市级');
  });
});
