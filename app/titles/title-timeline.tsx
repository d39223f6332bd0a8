import { paths } from '#app/http/paths.ts';
import { StepTimeline } from './step-timeline.tsx';
import type { TitleWithSteps } from './title.schema.ts';

interface TitleTimelineProps {
  /** As its reader may see it: `asSeenBy`. */
  title: TitleWithSteps;
  /** Steps after this day are not shown, only counted. */
  asOf: string;
  /** Links to the correction of each step. */
  correctable?: boolean;
}

/** The steps of one title in the order in which they were taken. */
export function TitleTimeline({ title, asOf, correctable = false }: TitleTimelineProps) {
  return (
    <StepTimeline
      label={`${title.village.name}${title.programme.name}的经过`}
      steps={title.steps}
      asOf={asOf}
      correctHref={correctable ? (sequence) => paths.titleStep(title.id, sequence) : null}
    />
  );
}
