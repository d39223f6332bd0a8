import type { Conflict } from '#app/changes/conflict.ts';
import { ConflictChoices } from '#app/changes/conflict-choices.tsx';
import { Actions, Button, ButtonLink } from '#app/ui/button.tsx';
import { ErrorSummary, type FieldProblem } from '#app/ui/error-summary.tsx';
import { NumberField } from '#app/ui/field.tsx';
import { useFormCheck } from '#app/ui/use-form-check.ts';
import type { TonnesSheet } from './output.schema.ts';

interface TonnesFormProps {
  /** A field for each product or category, and what helps to fill it in. */
  fields: readonly { field: string; label: string; hint: string }[];
  /** As the wire carries them: stored, or typed before. */
  values: Readonly<Record<string, string>>;
  problems: readonly FieldProblem[];
  conflict: Conflict | null;
  submit: string;
  cancelHref: string;
}

/** A sheet as its form opens; what is not collected is empty. */
export function tonnesValues(sheet: TonnesSheet, change: number): Record<string, string> {
  const values = Object.entries(sheet).map(([field, tonnes]) => [field, String(tonnes ?? '')] as const);
  return { ...Object.fromEntries(values), change: String(change) };
}

/** Tonnes of a year, one field below the other. */
export function TonnesForm({ fields, values, problems, conflict, submit, cancelHref }: TonnesFormProps) {
  const check = useFormCheck(
    async () => (await import('./output.schema.ts')).tonnesForm(fields.map(({ field }) => field)),
    { values, problems },
  );
  const words = Object.fromEntries(fields.map(({ field, label }) => [field, { label, unit: '吨' }]));
  return (
    <form {...check.form}>
      <ErrorSummary problems={check.problems} title="产量没有保存" />
      {conflict && <ConflictChoices conflict={conflict} words={words} />}
      <input type="hidden" name="change" value={values.change} />
      <div className="grid gap-x-8 sm:grid-cols-2">
        {fields.map(({ field, label, hint }) => (
          <NumberField key={field} {...check.field(field)} label={label} hint={hint} unit="吨" />
        ))}
      </div>
      <Actions>
        <Button>{submit}</Button>
        <ButtonLink href={cancelHref}>返回不保存</ButtonLink>
      </Actions>
    </form>
  );
}
