import { type Pin, paths } from '#app/http/paths.ts';
import { formatNumber } from '#app/ui/format.ts';
import { type Column, DataTable } from '#app/ui/table.tsx';
import type { ExcludedItem, FigureItem } from './figure.schema.ts';

interface ReceiptRowsProps<Item extends FigureItem> {
  items: readonly Item[];
  unit: string;
  /** The name of the town of a village by the village's code. */
  townOf: (villageCode: string | null) => string;
  pin: Pin;
}

/** The rows that make a figure, one line each, with the sum at the end. */
export function CountedRows(props: ReceiptRowsProps<FigureItem> & { caption: string; isPart: boolean }) {
  const { items, unit, townOf, pin, caption, isPart } = props;
  const sum = items.reduce((total, { amount }) => total + amount, 0);
  const columns: Column<FigureItem & { place: number }>[] = [
    {
      key: 'label',
      header: '名称',
      rowHeader: true,
      cell: (item) => (
        <span className="flex gap-3">
          <span className="w-6 flex-none text-end font-normal text-ink-soft tabular-nums">{item.place}</span>
          <ItemLink item={item} pin={pin} />
        </span>
      ),
    },
    { key: 'town', header: '镇', cell: ({ villageCode }) => townOf(villageCode) },
    { key: 'note', header: '说明', prose: true, cell: ({ note }) => note ?? '' },
    { key: 'amount', header: '计入', unit, align: 'end', cell: ({ amount }) => formatNumber(amount) },
  ];
  return (
    <DataTable
      caption={caption}
      hideCaption
      columns={columns}
      rows={items.map((item, index) => ({ ...item, place: index + 1 }))}
      rowKey={({ id }) => id}
      empty={isPart ? '本页没有计入的行。' : '没有一行计入，所以是 0。'}
      totals={{ label: isPart ? '本页合计' : '合计', amount: formatNumber(sum) }}
    />
  );
}

/** The rows left out, by the reason, the largest group first. */
export function LeftOutRows({ items, townOf, pin }: Omit<ReceiptRowsProps<ExcludedItem>, 'unit'>) {
  const groups = groupsOf(items, ({ reason }) => reason).toSorted(([, a], [, b]) => b.length - a.length);
  return groups.map(([reason, rows]) => (
    <section key={reason} className="mb-4 border-b border-line pb-2 sm:grid sm:grid-cols-[12rem_1fr] sm:gap-6">
      {/* On paper a heading keeps to what follows; beside its rows that would tie all groups together. */}
      <h3 className="break-after-auto! py-1 leading-snug font-semibold">
        {reason}
        <span className="ml-2 font-normal text-ink-soft tabular-nums">{rows.length}</span>
      </h3>
      {rows.some(({ note }) => note !== null) ? (
        <NotedRows rows={rows} townOf={townOf} pin={pin} />
      ) : (
        <NamesByTown rows={rows} townOf={townOf} pin={pin} />
      )}
    </section>
  ));
}

type GroupProps = Pick<ReceiptRowsProps<ExcludedItem>, 'townOf' | 'pin'> & { rows: readonly ExcludedItem[] };

function NotedRows({ rows, townOf, pin }: GroupProps) {
  return (
    <ul>
      {rows.map((item) => (
        <li key={item.id} className="flex flex-wrap items-baseline gap-x-4 py-1">
          <span className="min-w-24 lg:w-64">
            <ItemLink item={item} pin={pin} />
          </span>
          <span className="w-20 text-sm text-ink-soft">{townOf(item.villageCode)}</span>
          <span className="min-w-0 text-sm text-ink-soft">{item.note}</span>
        </li>
      ))}
    </ul>
  );
}

/** Names alone, one paragraph a town: of many rows there is nothing more to say. */
function NamesByTown({ rows, townOf, pin }: GroupProps) {
  return (
    <div>
      {groupsOf(rows, ({ villageCode }) => townOf(villageCode)).map(([town, own]) => (
        <div key={town} className="py-1 sm:flex sm:gap-4">
          <p className="w-32 flex-none text-sm leading-6 text-ink-soft tabular-nums">
            {town} {own.length} 个
          </p>
          <ul className="flex min-w-0 flex-wrap gap-x-4 gap-y-0.5">
            {own.map((item) => (
              <li key={item.id}>
                <ItemLink item={item} pin={pin} />
              </li>
            ))}
          </ul>
        </div>
      ))}
    </div>
  );
}

function ItemLink({ item, pin }: { item: FigureItem; pin: Pin }) {
  const { kind, id, label, villageCode } = item;
  if (kind === 'title') return <a href={paths.title(id, { ...pin })}>{label}</a>;
  if (kind === 'product') return <a href={paths.product(id, { ...pin })}>{label}</a>;
  if (kind === 'area') return <a href={paths.area(id, { ...pin })}>{label}</a>;
  return villageCode === null ? label : <a href={paths.village(villageCode, { ...pin })}>{label}</a>;
}

/** In the order in which the groups begin; `Map.groupBy` came after Node 20. */
function groupsOf<Item>(items: readonly Item[], keyOf: (item: Item) => string): [string, Item[]][] {
  const keys = [...new Set(items.map(keyOf))];
  return keys.map((key) => [key, items.filter((item) => keyOf(item) === key)]);
}
