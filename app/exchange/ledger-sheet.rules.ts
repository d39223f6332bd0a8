/** A ledger as a workbook: what its paper says, with figures as numbers. */
import type { LedgerSheet } from '#app/reports/ledger.server.ts';
import { MISSING } from '#app/ui/format.ts';
import { type Cell, type Sheet, widthOf } from './workbook.ts';

const widest = 40;

/** A title and what it is of, the header, the rows, and what proves them. A cell that nobody filled reads 未采集. */
export function ledgerWorkbook({ title, scope, columns, rows, demo, foot, verify }: LedgerSheet): Sheet[] {
  const headers = columns.map(({ header, unit }) => (unit === null ? header : `${header}（${unit}）`));
  const when = `截至${foot.asOf}，登记版本${foot.change}`;
  const cell = (text: string, isNumber: boolean): Cell => {
    if (!isNumber || text === MISSING) return { value: text, style: 'text' };
    return { value: Number(text.replaceAll(',', '')), style: 'plain' };
  };
  return [
    {
      name: title,
      frozen: { rows: 3, columns: 1 },
      foot: `青西乡村振兴登记簿 · ${when}`,
      columns: columns.map((_, place) => {
        const content = Math.max(...rows.map(({ cells }) => widthOf(cells[place] ?? '')), 6);
        return { width: Math.min(Math.max(content, widthOf(headers[place] ?? '') / 2) + 3, widest), style: 'text' };
      }),
      rows: [
        [{ value: demo ? `${title}（演示数据）` : title, style: 'title' }],
        [{ value: `${scope}，${when}`, style: 'text' }],
        headers.map((value, place) => ({ value, style: columns[place]?.isNumber ? 'headerEnd' : 'header' })),
        ...rows.map(({ cells }) => cells.map((text, place) => cell(text, columns[place]?.isNumber ?? false))),
        [],
        [{ value: `核验码 ${verify.code}`, style: 'text' }],
        [{ value: verify.url, style: 'text' }],
        [{ value: `链首 ${verify.head}`, style: 'text' }],
      ],
    },
  ];
}
