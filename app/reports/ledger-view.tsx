import { type Pin, paths } from '#app/http/paths.ts';
import { FilterForm, FilterSelect, FilterText } from '#app/ui/filter-form.tsx';
import { MISSING } from '#app/ui/format.ts';
import { Missing } from '#app/ui/missing.tsx';
import { type Column, DataTable } from '#app/ui/table.tsx';
import type { LedgerSheet } from './ledger.server.ts';
import type { LedgerTemplate } from './ledger-template.schema.ts';

interface LedgerFiltersProps {
  ledger: LedgerSheet;
  town: string | null;
  towns: readonly { code: string; name: string }[];
  pin: Pin;
}

export function LedgerFilters({ ledger: { key, year, years }, town, towns, pin }: LedgerFiltersProps) {
  return (
    <FilterForm
      action={paths.ledger(key)}
      label="筛选台账"
      clearHref={paths.ledger(key)}
      filtered={town !== null || year !== null || pin.asOf !== undefined || pin.change !== undefined}
      button="查看"
    >
      <FilterSelect
        name="town"
        label="镇"
        value={town}
        blank="三镇"
        options={towns.map(({ code, name }) => ({ value: code, label: name }))}
      />
      <FilterSelect
        name="year"
        label="年度"
        value={year?.toString()}
        options={years.map((each) => ({ value: String(each), label: `${each}年` }))}
      />
      <FilterText name="asOf" type="date" label="业务日期" value={pin.asOf} />
      <FilterText name="change" label="登记版本" value={pin.change?.toString()} placeholder="最新" />
    </FilterForm>
  );
}

type Row = LedgerSheet['rows'][number];

export function LedgerTable({ ledger: { title, columns, rows } }: { ledger: LedgerSheet }) {
  return (
    <DataTable
      caption={title}
      hideCaption
      wide
      zebra
      rows={rows}
      rowKey={({ id }) => id}
      columns={columns.map(
        ({ field, header, unit, isNumber }, place): Column<Row> => ({
          ...{ key: field, header, rowHeader: place === nameColumn(columns) },
          ...(unit !== null && { unit }),
          align: isNumber ? 'end' : 'start',
          cell: ({ cells }) => (cells[place] === MISSING ? <Missing /> : cells[place]),
        }),
      )}
    />
  );
}

/** The column that names the row; a town's name stands before it. */
const nameColumn = (columns: LedgerSheet['columns']) => (columns[1]?.field.endsWith('.name') ? 1 : 0);

export function LedgerList({
  templates,
  town,
  pin,
}: {
  templates: readonly Pick<LedgerTemplate, 'key' | 'title' | 'lead' | 'version'>[];
  town: string | null;
  pin: Pin;
}) {
  const query = { town, ...pin };
  return (
    <DataTable
      caption="台账"
      hideCaption
      rows={templates}
      rowKey={({ key }) => key}
      columns={[
        {
          key: 'title',
          header: '台账',
          rowHeader: true,
          cell: ({ key, title }) => <a href={paths.ledger(key, query)}>{title}</a>,
        },
        { key: 'lead', header: '内容', prose: true, cell: ({ lead }) => lead },
        { key: 'version', header: '模板', cell: ({ version }) => `第 ${version} 版` },
        {
          key: 'pdf',
          header: '打印',
          cell: ({ key, title }) => (
            <a href={paths.ledgerPdf(key, query)} aria-label={`${title}，PDF`}>
              PDF
            </a>
          ),
        },
      ]}
    />
  );
}
