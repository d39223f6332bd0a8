/** What differs between two readings of one ledger: how the verify page says what was corrected since printing. */
import type { LedgerSheet } from './ledger.server.ts';
import { absent, type SheetDifference } from './village-sheet.rules.ts';

type Ledger = Pick<LedgerSheet, 'columns' | 'rows'>;
type Row = LedgerSheet['rows'][number];

/**
 * Cell by cell where a row stands in both, the row as a whole where it stands in one of them; a row is the same when it
 * is of the same village, title or certificate. Rows are told by where they stand, those that came since by where now.
 */
export function ledgerDifferences(printed: Ledger, now: Ledger): SheetDifference[] {
  const after = new Map(now.rows.map((row) => [row.id, row]));
  const before = new Set(printed.rows.map(({ id }) => id));
  const whole = ({ cells }: Row) => cells.join(' · ');
  const changed = printed.rows.flatMap((row, place): SheetDifference[] => {
    const same = after.get(row.id);
    const label = `第 ${place + 1} 行 ${nameOf(row)}`;
    return same ? cellsOf(printed, row, same, label) : [{ label, printed: whole(row), now: absent }];
  });
  const added = now.rows.flatMap((row, place) =>
    before.has(row.id) ? [] : [{ label: `现第 ${place + 1} 行 ${nameOf(row)}`, printed: absent, now: whole(row) }],
  );
  return [...changed, ...added];
}

function cellsOf({ columns }: Ledger, printed: Row, now: Row, label: string): SheetDifference[] {
  return columns
    .map(({ header }, place) => ({
      ...{ label: `${label} · ${header}`, printed: printed.cells[place] ?? '', now: now.cells[place] ?? '' },
    }))
    .filter((line) => line.printed !== line.now);
}

/** A ledger begins with whose its row is: the town, then the village or the producer. */
const nameOf = ({ cells }: Row) => cells.slice(0, 2).join(' ');
