import type { FieldProblem } from '#app/ui/error-summary.tsx';
import { FileField } from '#app/ui/field.tsx';
import { attachmentHint } from './attachment.rules.ts';

interface AttachmentFieldProps {
  label?: string;
  /** The name of the paper that is kept already. */
  attached?: string | null;
  problems: readonly FieldProblem[];
}

/** The paper that proves what a form says. A browser sends a chosen file once: after an error it has to be chosen again. */
export function AttachmentField({ label = '附件', attached = null, problems }: AttachmentFieldProps) {
  const hints = [
    attached && `现有：${attached}，选择新文件会替换它`,
    attachmentHint,
    problems.length > 0 && '刚才选的文件没有留下，请重新选择',
  ];
  return (
    <FileField
      name="attachment"
      label={label}
      optional
      hint={hints.filter(Boolean).join('。')}
      accept="application/pdf,image/jpeg,image/png"
      error={problems.find(({ path }) => path === 'attachment')?.message}
    />
  );
}
