import { type Pin, paths } from '#app/http/paths.ts';

interface LedgerExportProps {
  /** The town that the list is narrowed to. */
  town: string | undefined;
  years: readonly number[];
  pin: Pin;
}

/** The yearly ledgers of the villages as a file, of one year or of all. */
export function LedgerExport({ town, years, pin }: LedgerExportProps) {
  if (years.length === 0) return null;
  const kept = Object.entries({ town, ...pin }).filter(([, value]) => value !== undefined);
  return (
    <form
      action={paths.exported('statistics.xlsx')}
      className="screen-only mt-1 flex flex-wrap items-baseline gap-x-4 gap-y-1 text-sm text-ink-soft"
    >
      <label htmlFor="ledger-year">导出年度台账</label>
      {kept.map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <select id="ledger-year" name="year" className="control min-h-0 py-0.5">
        {years.map((year) => (
          <option key={year} value={year}>
            {year}年
          </option>
        ))}
        <option value="">全部年份</option>
      </select>
      <button
        type="submit"
        className="cursor-pointer text-qing-700 underline decoration-qing-300 decoration-1 underline-offset-4 hover:text-qing-800"
      >
        Excel
      </button>
      <button
        type="submit"
        className="cursor-pointer text-qing-700 underline decoration-qing-300 decoration-1 underline-offset-4 hover:text-qing-800"
        formAction={paths.exported('statistics.csv')}
      >
        CSV
      </button>
    </form>
  );
}
