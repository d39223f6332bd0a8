import { paths } from '#app/http/paths.ts';
import { SmallBars } from '#app/ui/chart/small-bars.tsx';
import { formatNumber } from '#app/ui/format.ts';
import { type Column, DataTable } from '#app/ui/table.tsx';
import { ledgerGroups, ledgerWords } from './statistic.fields.ts';
import type { YearLedger } from './statistic.rules.ts';
import type { LedgerField } from './statistic.schema.ts';

interface LedgerProps {
  code: string;
  /** Oldest first; years in between may be missing. */
  ledgers: readonly YearLedger[];
}

/** As many years as a page has room for. */
const shownYears = 6;

/** A village's ledgers, a field in each row, a year in each column; every year of the span, the missing ones too. */
export function LedgerTable({ code, ledgers, editable }: LedgerProps & { editable: boolean }) {
  const years = spanOf(ledgers).slice(-shownYears);
  const rows = ledgerGroups.flatMap(({ fields }) => fields);
  const columns: Column<LedgerField>[] = [
    { key: 'field', header: '项目', rowHeader: true, cell: (field) => ledgerWords[field].label },
    { key: 'unit', header: '单位', cell: (field) => ledgerWords[field].unit },
    ...years.map(
      (year): Column<LedgerField> => ({
        key: String(year),
        header: `${year}年`,
        align: 'end',
        cell: (field) => {
          const value = collectedIn(ledgers, year, field);
          return value === null ? null : formatNumber(value);
        },
      }),
    ),
  ];
  return (
    <>
      <DataTable caption="年度台账" hideCaption rows={rows} rowKey={(field) => field} columns={columns} />
      {editable && (
        <p className="screen-only mt-3 flex flex-wrap gap-x-4 text-sm">
          填报：
          {years.map((year) => (
            <a key={year} href={paths.statistics(code, year)}>
              {year}年
            </a>
          ))}
        </p>
      )}
    </>
  );
}

const charted: readonly LedgerField[] = ['registeredPopulation', 'collectiveIncome', 'incomePerHead'];

/** The fields that are asked for most, over the years; a field that was never collected has no chart. */
export function LedgerCharts({ ledgers }: Pick<LedgerProps, 'ledgers'>) {
  const years = spanOf(ledgers).slice(-shownYears);
  const collected = charted.filter((field) => years.some((year) => collectedIn(ledgers, year, field) !== null));
  if (collected.length === 0) return null;
  return (
    <div className="mb-8 grid gap-x-10 gap-y-6 sm:grid-cols-2 lg:grid-cols-3">
      {collected.map((field) => {
        const { label, unit } = ledgerWords[field];
        const points = years.map((year) => ({ year, value: collectedIn(ledgers, year, field) }));
        return (
          <figure key={field} className="keep-together">
            <figcaption className="mb-1 text-sm">
              {label}
              <span className="text-ink-soft">（{unit}）</span>
            </figcaption>
            <SmallBars title={label} unit={unit} points={points} id={field} />
          </figure>
        );
      })}
    </div>
  );
}

function spanOf(ledgers: readonly YearLedger[]): number[] {
  const years = ledgers.map(({ year }) => year);
  if (years.length === 0) return [];
  const first = Math.min(...years);
  return Array.from({ length: Math.max(...years) - first + 1 }, (_, place) => first + place);
}

function collectedIn(ledgers: readonly YearLedger[], year: number, field: LedgerField): number | null {
  return ledgers.find((ledger) => ledger.year === year)?.[field] ?? null;
}
