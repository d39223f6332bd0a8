import fc from 'fast-check';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { Pager } from '#app/ui/pager.tsx';
import { type Column, DataTable } from '#app/ui/table.tsx';

interface Row {
  name: string;
  people: number | null;
}

const columns: Column<Row>[] = [
  {
    key: 'name',
    header: '名称',
    rowHeader: true,
    cell: (row) => row.name,
    sort: { href: '?a', direction: 'ascending' },
  },
  { key: 'people', header: '人口', unit: '人', align: 'end', cell: (row) => row.people, sort: { href: '?b' } },
];
const table = (rows: Row[]) => (
  <DataTable caption="名册" columns={columns} rows={rows} rowKey={(row) => row.name} empty="没有这样的名称。" />
);

describe('a table', () => {
  it('tells 0 from not collected', () => {
    const markup = renderToStaticMarkup(
      table([
        { name: '甲', people: 0 },
        { name: '乙', people: null },
      ]),
    );
    expect(markup).toMatch(/data-label="人口（人）">0<\/td>/);
    expect(markup).toMatch(/data-label="人口（人）"><span[^>]*>未采集/);
  });

  it('says how it is sorted and where each head leads', () => {
    const markup = renderToStaticMarkup(table([{ name: '甲', people: 1 }]));
    expect(markup).toContain('aria-sort="ascending"><a href="?a"');
    expect(markup).toContain('aria-sort="none"><a href="?b"');
  });

  it('says why it is empty', () => {
    expect(renderToStaticMarkup(table([]))).toContain('没有这样的名称。');
  });
});

describe('a pager', () => {
  it('leads to existing pages only, the first and the last among them', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 3000 }), fc.integer({ min: 1, max: 100 }), fc.nat(), (total, size, at) => {
        const pages = Math.max(1, Math.ceil(total / size));
        const page = (at % pages) + 1;
        const markup = renderToStaticMarkup(
          <Pager total={total} page={page} pageSize={size} href={(to) => `?p=${to}`} />,
        );
        const linked = [...markup.matchAll(/\?p=(\d+)/g)].map(([, to]) => Number(to));
        expect(linked.every((to) => to >= 1 && to <= pages && to !== page)).toBe(true);
        const reachable = new Set([...linked, page]);
        expect(reachable.has(1) && reachable.has(pages)).toBe(true);
      }),
    );
  });

  it('counts as the list shows', () => {
    const text = renderToStaticMarkup(<Pager total={83} page={5} pageSize={20} href={String} />).replaceAll(
      /<[^>]*>/g,
      '',
    );
    expect(text).toContain('共 83 个 · 第 81–83 个');
  });
});
