/** The lines of a village's sheet, in the words in which they print. */
import type { Certificate } from '#app/certificates/certificate.repository.server.ts';
import { certificateStateOn, certificateStateWords } from '#app/certificates/certificate.rules.ts';
import { schemes } from '#app/certificates/scheme.rules.ts';
import type { Product } from '#app/products/product.repository.server.ts';
import { confirmationWords, exclusionWords, stageWords } from '#app/titles/title.fields.ts';
import { standingOn } from '#app/titles/title.rules.ts';
import type { TitleWithSteps } from '#app/titles/title.schema.ts';
import { dayWords } from '#app/titles/title-words.rules.ts';
import { formatDay, formatNumber } from '#app/ui/format.ts';
import { ledgerFields, ledgerWords } from '#app/villages/statistic.fields.ts';
import type { Ledger } from '#app/villages/statistic.schema.ts';
import type { VillageSheet } from './village-sheet.ts';

const yearsOnSheet = 5;

/** The titles that had begun by the day, each where it then stood. */
export function titleLines(titles: readonly TitleWithSteps[], asOf: string): VillageSheet['titles'] {
  return titles.flatMap((title) => {
    const standing = standingOn(title.steps, asOf);
    const last = title.steps.filter((step) => step.day <= asOf && step.confirmation !== 'declined').at(-1);
    if (standing.stage === null || last === undefined) return [];
    // Under review it is still named: the sheet tells since when, and by which document.
    const naming = title.steps.findLast((step) => step.day <= asOf && step.confirmation === 'confirmed');
    const told = standing.stage === 'under-review' ? (naming ?? last) : last;
    return [
      {
        programme: title.programme.name,
        awardYear: title.awardYear === null ? '不详' : `${title.awardYear}年度`,
        stage: stageWords[standing.stage],
        day: dayWords(told),
        document: told.documentNumber ?? '—',
        confirmed: standing.counts
          ? confirmationWords.confirmed
          : standing.reason === null
            ? '—'
            : exclusionWords[standing.reason],
      },
    ];
  });
}

type CertificateOfSheet = Pick<Certificate, 'productId' | 'scheme' | 'number' | 'validFrom' | 'validTo' | 'events'>;

/** The products with the certificates that had begun by the day and what each is worth on it, as one line each. */
export function produceLines(
  products: readonly Pick<Product, 'id' | 'name' | 'producerName'>[],
  certificates: readonly CertificateOfSheet[],
  asOf: string,
): VillageSheet['produce'] {
  return products.flatMap(({ id, name, producerName }) => {
    const own = current(
      certificates.filter(({ productId, validFrom }) => productId === id && validFrom <= asOf),
      asOf,
    );
    const line = { product: name, producer: producerName };
    if (own.length === 0) return [{ ...line, certificate: '没有登记证书', state: '—' }];
    return own.map((certificate) => ({
      ...line,
      certificate: `${schemes[certificate.scheme].word} ${certificate.number}`,
      state: stateWords(certificate, asOf),
    }));
  });
}

/** Those that have not run out; where all have, the one that ended last. */
function current(certificates: readonly CertificateOfSheet[], asOf: string): CertificateOfSheet[] {
  const running = certificates.filter((each) => certificateStateOn(each, each.events, asOf) !== 'expired');
  if (running.length > 0) return running;
  return certificates.toSorted((a, b) => ((a.validTo ?? '') < (b.validTo ?? '') ? 1 : -1)).slice(0, 1);
}

function stateWords({ validFrom, validTo, events }: CertificateOfSheet, asOf: string): string {
  const state = certificateStateWords[certificateStateOn({ validFrom, validTo }, events, asOf)];
  return validTo === null ? `${state}，长期` : `${state}，有效期至${formatDay(validTo)}`;
}

const yearWords = (year: number) => `${year}年`;

type LedgerOfYear = Ledger & { year: number };

/**
 * The newest five years that were kept, oldest first; what was not collected reads 未采集.
 *
 * @param years instead of the newest, the years of a sheet that was printed before
 */
export function ledgerTable(
  statistics: readonly LedgerOfYear[],
  years?: readonly string[],
): VillageSheet['statistics'] {
  const newest =
    years === undefined
      ? statistics.slice(-yearsOnSheet)
      : statistics.filter(({ year }) => years.includes(yearWords(year)));
  return {
    years: newest.map(({ year }) => yearWords(year)),
    rows: ledgerFields.map((field) => ({
      ...ledgerWords[field],
      values: newest.map((year) => formatNumber(year[field])),
    })),
  };
}
