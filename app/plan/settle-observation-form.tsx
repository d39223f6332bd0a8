import { Actions, Button } from '#app/ui/button.tsx';
import { ErrorSummary, type FieldProblem } from '#app/ui/error-summary.tsx';
import { RadioGroup, TextArea } from '#app/ui/field.tsx';
import { useFormCheck } from '#app/ui/use-form-check.ts';

interface SettleObservationFormProps {
  may: { confirm: boolean; decline: boolean };
  values: Readonly<Record<string, string>>;
  problems: readonly FieldProblem[];
  cancelHref: string;
}

/** The second person's answer to a year's number. */
export function SettleObservationForm({ may, values, problems, cancelHref }: SettleObservationFormProps) {
  const check = useFormCheck(async () => (await import('./observation.schema.ts')).SettleObservation, {
    values,
    problems,
  });
  const choices = [
    { value: 'confirm', label: '确认', hint: '从公布日期起计入' },
    { value: 'decline', label: '退回', hint: '不计入，填报人会看到退回的原因' },
  ].filter(({ value }) => value === 'decline' || may.confirm);
  return (
    <form {...check.form}>
      <ErrorSummary problems={check.problems} />
      <input type="hidden" name="change" value={values.change} />
      <RadioGroup label="答复" choices={choices} {...check.field('intent')} />
      <TextArea label="退回的原因" hint="退回时必须填写" optional rows={3} {...check.field('why')} />
      <Actions>
        <Button>提交答复</Button>
        <a href={cancelHref}>不答复，返回</a>
      </Actions>
    </form>
  );
}
