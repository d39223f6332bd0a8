import { AttachmentField } from '#app/attachments/attachment-field.tsx';
import { optionsOf } from '#app/field-words.ts';
import { Actions, Button, ButtonLink } from '#app/ui/button.tsx';
import { ErrorSummary, type FieldProblem } from '#app/ui/error-summary.tsx';
import { DateField, NumberField, SelectField, TextField } from '#app/ui/field.tsx';
import { useFormCheck } from '#app/ui/use-form-check.ts';
import type { Row } from '#db/tables.ts';
import { targetKindWords } from './plan.fields.ts';

interface TargetFormProps {
  unit: string;
  values: Readonly<Record<string, string>>;
  problems: readonly FieldProblem[];
  today: string;
  cancelHref: string;
}

/** What the form opens with: the target that holds now, without its document. */
export function targetValues(latest: Row<'target'> | undefined): Record<string, string> {
  return { kind: latest?.kind ?? '', text: latest?.text ?? '', value: latest?.value?.toString() ?? '' };
}

export function TargetForm({ unit, values, problems, today, cancelHref }: TargetFormProps) {
  const check = useFormCheck(async () => (await import('./observation.schema.ts')).ReviseTarget, { values, problems });
  const kinds = optionsOf(targetKindWords);
  return (
    <form {...check.form} encType="multipart/form-data">
      <ErrorSummary problems={check.problems} />
      <input type="hidden" name="change" value={values.change} />
      <SelectField label="目标类型" options={kinds} {...check.field('kind')} />
      <TextField label="目标原文" hint="照文件原文填写" {...check.field('text')} />
      <NumberField
        label="目标数"
        unit={unit}
        hint="与平均水平相比的目标空着；由区下达的，填下达的数"
        {...check.field('value')}
      />
      <TextField label="文号" hint="调整目标或下达目标的文件" {...check.field('documentNumber')} />
      <DateField label="文件日期" max={today} {...check.field('documentDay')} />
      <DateField label="生效日期" hint="这一天之前，仍按原来的目标判断" {...check.field('inForceFrom')} />
      <AttachmentField problems={problems} />
      <Actions>
        <Button>保存为新一版目标</Button>
        <ButtonLink href={cancelHref}>返回不保存</ButtonLink>
      </Actions>
    </form>
  );
}
