import { Actions, Button } from '#app/ui/button.tsx';
import { ErrorSummary, type FieldProblem } from '#app/ui/error-summary.tsx';
import { TextField } from '#app/ui/field.tsx';
import { useFormCheck } from '#app/ui/use-form-check.ts';
import { StepFields } from './step-form.tsx';

interface CorrectFormProps {
  asksAwardYear: boolean;
  /** The name of the file that the step has already. */
  attached: string | null;
  values: Readonly<Record<string, string>>;
  problems: readonly FieldProblem[];
  cancelHref: string;
  today: string;
}

/** What was recorded of a step, to be put right. */
export function CorrectForm({ asksAwardYear, attached, values, problems, cancelHref, today }: CorrectFormProps) {
  const check = useFormCheck(async () => (await import('./title.schema.ts')).CorrectStep, { values, problems });
  return (
    <form {...check.form} encType="multipart/form-data">
      <ErrorSummary problems={check.problems} />
      <input type="hidden" name="change" value={values.change} />
      <StepFields check={check} asksAwardYear={asksAwardYear} attached={attached} today={today} problems={problems} />
      <TextField label="更正的原因" width="full" hint="会记入变更的说明" {...check.field('why')} />
      <Actions>
        <Button>保存更正</Button>
        <a href={cancelHref}>不保存，返回</a>
      </Actions>
    </form>
  );
}
