import { Notice } from '#app/ui/notice.tsx';
import type { Step } from './title.schema.ts';

interface FormNoticesProps {
  /** The words of a conflict; what was typed is still in the form. */
  conflict: string | null;
  /** Whether the fields hold what was typed before the reader had to sign in again. */
  kept: boolean;
}

/** What to mind before a form is sent again. */
export function FormNotices({ conflict, kept }: FormNoticesProps) {
  return (
    <>
      {kept && <Notice title="您上次填写的内容已为您保留，请核对后提交">选过的附件不能保留，请重新选择。</Notice>}
      {conflict !== null && (
        <Notice tone="warning" title="没有保存，您填写的内容还在下面">
          {conflict}
        </Notice>
      )}
    </>
  );
}

/** What to mind before a step is corrected. */
export function CorrectionNotices({ step }: { step: Pick<Step, 'stage' | 'confirmation' | 'confirmationReason'> }) {
  return (
    <>
      {step.stage === 'named' && <Notice title="更正命名的日期或年度之后，要等区里重新确认才计入" />}
      {step.confirmation === 'declined' && (
        <Notice tone="warning" title="这次命名被区里退回">
          {step.confirmationReason}
        </Notice>
      )}
    </>
  );
}
