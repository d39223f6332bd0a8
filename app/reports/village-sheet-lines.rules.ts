/** The lines of a village's sheet, in the words in which they print. */
import { standingOn } from '#app/titles/title.rules.ts';
import { confirmationWords, exclusionWords, stageWords, type TitleWithSteps } from '#app/titles/title.schema.ts';
import { dayWords } from '#app/titles/title-words.rules.ts';
import { formatNumber } from '#app/ui/format.ts';
import { type Ledger, ledgerFields, ledgerWords } from '#app/villages/statistic.schema.ts';
import type { VillageSheet } from './village-sheet.ts';

const yearsOnSheet = 5;

/** The titles that had begun by the day, each where it then stood. */
export function titleLines(titles: readonly TitleWithSteps[], asOf: string): VillageSheet['titles'] {
  return titles.flatMap((title) => {
    const standing = standingOn(title.steps, asOf);
    const last = title.steps.filter((step) => step.day <= asOf && step.confirmation !== 'declined').at(-1);
    if (standing.stage === null || last === undefined) return [];
    return [
      {
        programme: title.programme.name,
        awardYear: title.awardYear === null ? '不详' : `${title.awardYear}年度`,
        stage: stageWords[standing.stage],
        day: dayWords(last),
        document: last.documentNumber ?? '—',
        confirmed: standing.counts
          ? confirmationWords.confirmed
          : standing.reason === null
            ? '—'
            : exclusionWords[standing.reason],
      },
    ];
  });
}

type LedgerOfYear = Ledger & { year: number };

/** The newest five years that were kept, oldest first; what was not collected reads 未采集. */
export function ledgerTable(statistics: readonly LedgerOfYear[]): VillageSheet['statistics'] {
  const newest = statistics.slice(-yearsOnSheet);
  return {
    years: newest.map(({ year }) => `${year}年`),
    rows: ledgerFields.map((field) => ({
      ...ledgerWords[field],
      values: newest.map((year) => formatNumber(year[field])),
    })),
  };
}
