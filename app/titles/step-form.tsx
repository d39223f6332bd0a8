import { AttachmentField } from '#app/attachments/attachment-field.tsx';
import type { FieldProblem } from '#app/ui/error-summary.tsx';
import { CheckboxField, type Choice, DateField, NumberField, RadioGroup, TextArea, TextField } from '#app/ui/field.tsx';
import type { useFormCheck } from '#app/ui/use-form-check.ts';
import { ladder, stageWords, titleStepWords, titleWords } from './title.fields.ts';
import type { StageOption } from './title.rules.ts';

const step = titleStepWords.fields;

type Check = ReturnType<typeof useFormCheck>;

interface StepFieldsProps {
  check: Check;
  /** Whether a naming brings the award year here. */
  asksAwardYear: boolean;
  /** The name of the file that the step has already. */
  attached?: string | null;
  /** What the server found in the last submission; files are its to check alone. */
  problems: readonly FieldProblem[];
  today: string;
}

/** What is recorded of a step, whichever it is. */
export function StepFields({ check, asksAwardYear, attached, problems, today }: StepFieldsProps) {
  const { field, tick } = check;
  return (
    <>
      <DateField label={step.day.label} hint="文件上写的日期" max={today} {...field('day')} />
      <CheckboxField label="具体日期不详，只知道不迟于这一天" {...tick('precision')} />
      <TextField
        label={step.documentNumber.label}
        optional
        hint="例如 青农委〔2023〕12号"
        {...field('documentNumber')}
      />
      {asksAwardYear && (
        <NumberField
          label={titleWords.fields.awardYear.label}
          unit="年度"
          hint="命名时填写，可以与命名的年份不同；其他进展不用填"
          {...field('awardYear')}
        />
      )}
      <AttachmentField label={step.attachmentName.label} attached={attached} problems={problems} />
      <TextArea
        label={step.reason.label}
        hint="跳过了几步，或者是退回、取消、撤销时必须填写"
        optional
        rows={3}
        {...field('reason')}
      />
      <TextArea label={step.note.label} optional rows={3} {...field('note')} />
    </>
  );
}

/** The stages to choose from, each with what follows from choosing it. */
export function StageChoice({ check, stages }: { check: Check; stages: readonly StageOption[] }) {
  return <RadioGroup label="进展到" choices={stages.map(choiceOf)} {...check.field('stage')} />;
}

function choiceOf({ stage, needsReason }: StageOption): Choice {
  const skips = needsReason && ladder.some((rung) => rung === stage);
  const hints = [
    skips && '跳过了中间的几步，请在下面写明原因',
    needsReason && !skips && '请在下面写明原因',
    stage === 'named' && '要等区里确认之后才计入',
  ].filter(Boolean);
  return { value: stage, label: stageWords[stage], hint: hints.join('；') || undefined };
}
