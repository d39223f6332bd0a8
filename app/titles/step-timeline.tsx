import { paths } from '#app/http/paths.ts';
import { formatDay } from '#app/ui/format.ts';
import { Tag } from '#app/ui/tag.tsx';
import { Timeline, type TimelineItem } from '#app/ui/timeline.tsx';
import { confirmationWords, stageWords } from './title.fields.ts';
import type { Step } from './title.schema.ts';
import { dayWords } from './title-words.rules.ts';

interface StepTimelineProps {
  /** Whose steps they are, to screen readers. */
  label: string;
  /** As their reader may see them: `stepsSeenBy`. */
  steps: readonly Step[];
  /** Steps after this day are not shown, only counted. */
  asOf: string;
  /** Where a step is corrected; null where its reader may not. */
  correctHref: ((sequence: number) => string) | null;
}

/** Steps in the order in which they were taken. */
export function StepTimeline({ label, steps, asOf, correctHref }: StepTimelineProps) {
  const taken = steps.filter((step) => step.day <= asOf);
  const later = steps.length - taken.length;
  const shared = { proposer: sameOfAll(taken, 'proposerName'), source: sameOfAll(taken, 'source') };
  return (
    <>
      <Timeline label={label} items={taken.map((step) => itemOf(step, shared, correctHref?.(step.sequence) ?? null))} />
      {(shared.proposer ?? shared.source) !== null && (
        <p className="mt-2 text-sm text-ink-soft">
          {[shared.proposer && `各步由${shared.proposer}提出`, shared.source && `来源：${shared.source}`]
            .filter(Boolean)
            .join('，')}
        </p>
      )}
      {later > 0 && <p className="mt-3 text-sm text-ink-soft">业务日期之后另有 {later} 步，未列出。</p>}
    </>
  );
}

/** What is the same of every step is said once, below them. */
interface Shared {
  proposer: string | null;
  source: string | null;
}

function sameOfAll(steps: readonly Step[], field: 'proposerName' | 'source'): string | null {
  const [first, ...others] = steps.map((step) => step[field]);
  return first && others.length > 0 && others.every((value) => value === first) ? first : null;
}

function itemOf(step: Step, shared: Shared, correctHref: string | null): TimelineItem {
  return {
    key: step.sequence,
    when: dayWords(step),
    state: stateOf(step),
    title: (
      <span className="inline-flex flex-wrap items-center gap-2">
        {stageWords[step.stage]}
        <ConfirmationTag step={step} />
      </span>
    ),
    children: <StepDetails step={step} shared={shared} correctHref={correctHref} />,
  };
}

function stateOf({ stage, confirmation }: Step): TimelineItem['state'] {
  if (confirmation === 'declined' || ['revoked', 'cancelled', 'returned'].includes(stage)) return 'off';
  return confirmation === 'pending' ? 'open' : 'done';
}

function ConfirmationTag({ step: { confirmation } }: { step: Step }) {
  if (confirmation === null) return null;
  const tone = confirmation === 'confirmed' ? 'done' : confirmation === 'pending' ? 'wait' : 'late';
  return <Tag tone={tone}>{confirmationWords[confirmation]}</Tag>;
}

function StepDetails({ step, shared, correctHref }: { step: Step; shared: Shared; correctHref: string | null }) {
  const confirmed = step.confirmedOn && `${step.confirmerName ?? '区里'}于${formatDay(step.confirmedOn)}`;
  return (
    <>
      {step.documentNumber && <p>文号：{step.documentNumber}</p>}
      {step.attachmentHash && (
        <p>
          附件：<a href={paths.attachment(step.attachmentHash)}>{step.attachmentName ?? '查看文件'}</a>
        </p>
      )}
      {step.reason && <p>原因：{step.reason}</p>}
      {step.note && <p>备注：{step.note}</p>}
      {step.proposerName && !shared.proposer && <p>由{step.proposerName}提出</p>}
      {step.confirmation === 'confirmed' && confirmed && <p>{confirmed}确认</p>}
      {step.confirmation === 'declined' && confirmed && (
        <p>
          {confirmed}退回{step.confirmationReason && `：${step.confirmationReason}`}
        </p>
      )}
      {step.source && !shared.source && <p>来源：{step.source}</p>}
      {correctHref !== null && (
        <p className="screen-only">
          <a href={correctHref}>更正这一步</a>
        </p>
      )}
    </>
  );
}
