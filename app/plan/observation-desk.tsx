import { paths } from '#app/http/paths.ts';
import { formatNumber } from '#app/ui/format.ts';
import { Panel } from '#app/ui/panel.tsx';

interface OpenObservation {
  indicatorKey: string;
  year: number;
  value: number;
  label: string;
  unit: string;
  confirmation: 'pending' | 'confirmed' | 'declined';
  confirmationReason: string | null;
  proposerName: string | null;
  /** Whether its reader entered it himself. */
  own: boolean;
}

/** Years' numbers that wait for a second person, and those sent back to whoever entered them. */
export function ObservationQueue({ open }: { open: readonly OpenObservation[] }) {
  const waiting = open.filter(({ confirmation, own }) => confirmation === 'pending' && !own);
  const others = open.filter((each) => each.own);
  if (waiting.length + others.length === 0) return null;
  return (
    <Panel title={`待确认的指标年度数（${waiting.length}）`} lead="谁填报的，要由另一位区级账户确认。">
      <ul className="grid gap-3">
        {waiting.map((each) => (
          <li key={`${each.indicatorKey}/${each.year}`}>
            <a href={paths.observationConfirm(each.indicatorKey, each.year)}>
              {each.label} {each.year}年
            </a>
            <span className="block text-sm text-ink-soft tabular-nums">
              {formatNumber(each.value)} {each.unit}，{each.proposerName ?? '登记簿'}填报
            </span>
          </li>
        ))}
        {others.map((each) => (
          <li key={`${each.indicatorKey}/${each.year}`}>
            <a href={paths.observation(each.indicatorKey, each.year)}>
              {each.label} {each.year}年
            </a>
            <span className="block text-sm text-ink-soft tabular-nums">
              {each.confirmation === 'pending'
                ? '由您填报，等另一位区级账户确认'
                : `已退回：${each.confirmationReason ?? ''}`}
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
