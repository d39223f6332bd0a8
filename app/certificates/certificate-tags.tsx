import { formatDay } from '#app/ui/format.ts';
import { Tag, type TagTone } from '#app/ui/tag.tsx';
import {
  type CertificateEvent,
  type CertificateState,
  type CertificateTerm,
  certificateStateOn,
  certificateStateWords,
} from './certificate.rules.ts';
import { type Scheme, schemes } from './scheme.rules.ts';

const tones: Record<CertificateState, TagTone> = {
  valid: 'done',
  'ends-soon': 'wait',
  expired: 'late',
  suspended: 'late',
  revoked: 'off',
  'not-yet': 'active',
};

export function StateTag({ state }: { state: CertificateState }) {
  return <Tag tone={tones[state]}>{certificateStateWords[state]}</Tag>;
}

/** What a buyer sees of a product's certificates: the best of them on the day; 无证书 where there is none. */
export function BestCertificate({
  certificates,
  asOf,
}: {
  certificates: readonly (CertificateTerm & { scheme: Scheme; events: readonly CertificateEvent[] })[];
  asOf: string;
}) {
  const order: readonly CertificateState[] = ['valid', 'ends-soon', 'not-yet', 'suspended', 'expired', 'revoked'];
  const judged = certificates.map((certificate) => ({
    certificate,
    state: certificateStateOn(certificate, certificate.events, asOf),
  }));
  const [best] = judged.sort((a, b) => order.indexOf(a.state) - order.indexOf(b.state));
  if (!best) return <span className="text-sm text-ink-soft">没有登记证书</span>;
  return (
    <span className="inline-flex flex-wrap items-baseline gap-2">
      <StateTag state={best.state} />
      <span className="text-sm">{schemes[best.certificate.scheme].word}</span>
    </span>
  );
}

export function termWords({ validFrom, validTo }: CertificateTerm): string {
  return validTo === null ? `${formatDay(validFrom)}起，长期` : `${formatDay(validFrom)}至${formatDay(validTo)}`;
}
