import { optionsOf } from '#app/field-words.ts';
import { Actions, Button, ButtonLink } from '#app/ui/button.tsx';
import { ErrorSummary, type FieldProblem } from '#app/ui/error-summary.tsx';
import { DateField, type Option, RadioGroup, SelectField, TextArea, TextField } from '#app/ui/field.tsx';
import { useFormCheck } from '#app/ui/use-form-check.ts';
import { lineageWords } from './village.fields.ts';
import type { LineageKind } from './village.schema.ts';

interface LineageFormProps {
  values: Readonly<Record<string, string>>;
  problems: readonly FieldProblem[];
  /** The villages that this one can be merged into. */
  successors: readonly Option[];
  cancelHref: string;
}

const kindHints: Record<LineageKind, string> = {
  renamed: '区划代码不变；生效日期以前的页面和报告仍用原村名',
  merged: '此后这个村不再单独计数，历年资料保留',
  abolished: '此后这个村不再单独计数，历年资料保留',
};

export function LineageForm({ values, problems, successors, cancelHref }: LineageFormProps) {
  const check = useFormCheck(async () => (await import('./village.schema.ts')).RecordLineage, { values, problems });
  return (
    <form {...check.form}>
      <ErrorSummary problems={check.problems} />
      <RadioGroup
        label="类型"
        {...check.field('kind')}
        choices={optionsOf(lineageWords).map((option) => ({ ...option, hint: kindHints[option.value as LineageKind] }))}
      />
      <DateField label="生效日期" {...check.field('day')} />
      <TextField label="新的村名" hint="更名时填写，带“村”字" {...check.field('newName')} />
      <SelectField
        label="并入的村"
        hint="并入他村时选择"
        blank="请选择"
        options={successors}
        {...check.field('successorCode')}
      />
      <TextField label="文号" optional {...check.field('documentNumber')} />
      <TextArea label="说明" optional {...check.field('note')} />
      <Actions>
        <Button>登记沿革</Button>
        <ButtonLink href={cancelHref}>返回不保存</ButtonLink>
      </Actions>
    </form>
  );
}
