import { Actions, Button } from '#app/ui/button.tsx';
import { ErrorSummary, type FieldProblem } from '#app/ui/error-summary.tsx';
import { useFormCheck } from '#app/ui/use-form-check.ts';
import { StageChoice, StepFields } from './step-form.tsx';
import type { StageOption } from './title.rules.ts';

interface AdvanceFormProps {
  stages: readonly StageOption[];
  asksAwardYear: boolean;
  values: Readonly<Record<string, string>>;
  problems: readonly FieldProblem[];
  cancelHref: string;
  today: string;
}

/** The next step of a title. */
export function AdvanceForm({ stages, asksAwardYear, values, problems, cancelHref, today }: AdvanceFormProps) {
  const check = useFormCheck(async () => (await import('./title.schema.ts')).AdvanceTitle, { values, problems });
  return (
    <form {...check.form} encType="multipart/form-data">
      <ErrorSummary problems={check.problems} />
      <input type="hidden" name="change" value={values.change} />
      <StageChoice check={check} stages={stages} />
      <StepFields check={check} asksAwardYear={asksAwardYear} today={today} problems={problems} />
      <Actions>
        <Button>保存这一步</Button>
        <a href={cancelHref}>不保存，返回</a>
      </Actions>
    </form>
  );
}
