import type { Conflict } from '#app/changes/conflict.ts';
import { ConflictChoices } from '#app/changes/conflict-choices.tsx';
import { Actions, Button, ButtonLink } from '#app/ui/button.tsx';
import { ErrorSummary, type FieldProblem } from '#app/ui/error-summary.tsx';
import { CheckboxField, NumberField } from '#app/ui/field.tsx';
import { formatNumber } from '#app/ui/format.ts';
import { useFormCheck } from '#app/ui/use-form-check.ts';
import { ledgerFields, ledgerGroups, ledgerWords } from './statistic.fields.ts';
import { nearestEarlier, type YearLedger } from './statistic.rules.ts';
import type { Ledger } from './statistic.schema.ts';
import { statisticWords } from './village.fields.ts';

interface LedgerFormProps {
  year: number;
  /** As the wire carries them: stored, or typed before. */
  values: Readonly<Record<string, string>>;
  problems: readonly FieldProblem[];
  conflict: Conflict | null;
  /** The other years, to compare with. */
  others: readonly YearLedger[];
  cancelHref: string;
}

/** A year's ledger as its form opens; what is not collected is empty. */
export function ledgerValues(ledger: Ledger | undefined, change: number): Record<string, string> {
  const values = ledgerFields.map((field) => [field, String(ledger?.[field] ?? '')] as const);
  return { ...Object.fromEntries(values), change: String(change) };
}

export function LedgerForm({ year, values, problems, conflict, others, cancelHref }: LedgerFormProps) {
  const check = useFormCheck(async () => (await import('./statistic.schema.ts')).AmendStatistics, { values, problems });
  const asked = Boolean(values.confirmJump) || problems.some(({ path }) => path === 'confirmJump');
  return (
    <form {...check.form}>
      <ErrorSummary problems={check.problems} />
      {conflict && <ConflictChoices conflict={conflict} words={statisticWords.fields} />}
      <input type="hidden" name="change" value={values.change} />
      {ledgerGroups.map(({ title, fields }) => (
        <fieldset key={title} className="mb-6">
          <legend className="mb-4 w-full border-b border-line pb-2 font-song text-xl font-bold">{title}</legend>
          <div className="grid gap-x-8 sm:grid-cols-2">
            {fields.map((field) => {
              const earlier = nearestEarlier(others, year, field);
              return (
                <NumberField
                  key={field}
                  {...ledgerWords[field]}
                  hint={earlier ? `${earlier.year}年 ${formatNumber(earlier.value)}` : '以前年份未采集'}
                  {...check.field(field)}
                />
              );
            })}
          </div>
        </fieldset>
      ))}
      {asked && <CheckboxField label="与上次相比变化超过一半，数字已核对无误" {...check.tick('confirmJump')} />}
      <Actions>
        <Button>保存{year}年台账</Button>
        <ButtonLink href={cancelHref}>返回不保存</ButtonLink>
      </Actions>
    </form>
  );
}
