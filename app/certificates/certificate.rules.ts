/**
 * What a certificate is worth on a day (domain, section 6). A certificate covers the whole of its last day in
 * Asia/Shanghai; days are text there, so no clock and no zone enters. Only accepted certificates are asked about.
 */
import { addDays, addMonths } from '#app/day.ts';
import type { CertificateEventTable, CertificateTable } from '#db/tables.ts';
import { renewalMonths, type Scheme, schemes } from './scheme.rules.ts';

export type CertificateTerm = Pick<CertificateTable, 'validFrom' | 'validTo'>;
export type CertificateEvent = Pick<CertificateEventTable, 'sequence' | 'kind' | 'day'>;

/** 有效, 即将到期 (90 days or fewer), 已过期, 已暂停, 已撤销, 未生效. */
export type CertificateState = 'valid' | 'ends-soon' | 'expired' | 'suspended' | 'revoked' | 'not-yet';

export const certificateStateWords: Record<CertificateState, string> = {
  valid: '有效',
  'ends-soon': '即将到期',
  expired: '已过期',
  suspended: '已暂停',
  revoked: '已撤销',
  'not-yet': '未生效',
};

const soonDays = 90;

/** The state on a day. What somebody decided (revoked, suspended) is told before what time brought. */
export function certificateStateOn(
  term: CertificateTerm,
  events: readonly CertificateEvent[],
  day: string,
): CertificateState {
  const last = lastEvent(events, day);
  if (last?.kind === 'revoked') return 'revoked';
  if (day < term.validFrom) return 'not-yet';
  if (term.validTo !== null && day > term.validTo) return 'expired';
  if (last?.kind === 'suspended') return 'suspended';
  return term.validTo !== null && addDays(day, soonDays) >= term.validTo ? 'ends-soon' : 'valid';
}

/** The last days that end soon, seen from a day; both included. */
export const endsSoon = (day: string) => ({ from: day, to: addDays(day, soonDays) });

/** Whether it covers a day: begun, not ended, neither suspended nor revoked. */
export function coversDay(term: CertificateTerm, events: readonly CertificateEvent[], day: string): boolean {
  const state = certificateStateOn(term, events, day);
  return state === 'valid' || state === 'ends-soon';
}

/** Whether it covers at least one day of a year. */
export function coversAnyDayOf(term: CertificateTerm, events: readonly CertificateEvent[], year: number): boolean {
  const [first, last] = [`${year}-01-01`, `${year}-12-31`];
  // Its state changes only where it begins, ends or somebody decides: one of these days tells, or none does.
  const turns = [first, term.validFrom, ...events.map(({ day }) => day)];
  return turns.some((day) => day >= first && day <= last && coversDay(term, events, day));
}

/** The first day on which it no longer covers, as far as is known on `from`; null where no end is known. */
export function endOfCover(term: CertificateTerm): string | null {
  return term.validTo === null ? null : addDays(term.validTo, 1);
}

/** The day on which renewal should be asked for; null where there is no end. */
export function renewalDue({ validTo }: CertificateTerm): string | null {
  return validTo === null ? null : addMonths(validTo, -renewalMonths);
}

/** The last day that a scheme's period gives from a first day: three years from 2024-03-01 end on 2027-02-28. */
export function usualEnd(scheme: Scheme, validFrom: string): string | null {
  const { months } = schemes[scheme];
  return months === null ? null : addDays(addMonths(validFrom, months), -1);
}

/** The last day that the scheme's period would give, where the certificate's own is another; null where it is the usual one. */
export function unusualEnd({
  scheme,
  validFrom,
  validTo,
}: Pick<CertificateTable, 'scheme' | 'validFrom' | 'validTo'>): string | null {
  const usual = usualEnd(scheme, validFrom);
  return usual === validTo ? null : usual;
}

/** How a renewal joins the certificate before it: without a gap, with days uncovered, or with days covered twice. */
export function joinOf(
  before: CertificateTerm,
  after: CertificateTerm,
): { kind: 'seamless' | 'gap' | 'overlap'; from: string; to: string } {
  if (before.validTo === null) return { kind: 'overlap', from: after.validFrom, to: after.validFrom };
  const next = addDays(before.validTo, 1);
  if (after.validFrom === next) return { kind: 'seamless', from: next, to: next };
  if (after.validFrom > next) return { kind: 'gap', from: next, to: addDays(after.validFrom, -1) };
  return { kind: 'overlap', from: after.validFrom, to: before.validTo };
}

/** What may be decided about a certificate after what was decided before. */
export function nextEvents(events: readonly CertificateEvent[]): CertificateEventTable['kind'][] {
  const last = inOrder(events).at(-1);
  if (last?.kind === 'revoked') return [];
  return last?.kind === 'suspended' ? ['resumed', 'revoked'] : ['suspended', 'revoked'];
}

function lastEvent(events: readonly CertificateEvent[], day: string): CertificateEvent | undefined {
  return inOrder(events)
    .filter((event) => event.day <= day)
    .at(-1);
}

const inOrder = (events: readonly CertificateEvent[]) => [...events].sort((a, b) => a.sequence - b.sequence);
