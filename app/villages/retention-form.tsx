import { optionsOf } from '#app/field-words.ts';
import { Actions, Button } from '#app/ui/button.tsx';
import { ErrorSummary, type FieldProblem } from '#app/ui/error-summary.tsx';
import { RadioGroup, TextArea } from '#app/ui/field.tsx';
import { useFormCheck } from '#app/ui/use-form-check.ts';
import { proposalWords } from './village.fields.ts';

interface RetentionFormProps {
  /** As the wire carries them: the change at which the page was made, and what was typed before. */
  values: Readonly<Record<string, string>>;
  problems: readonly FieldProblem[];
}

/** The town asks the district to confirm a state. */
export function ProposeForm({ values, problems }: RetentionFormProps) {
  const check = useFormCheck(async () => (await import('./village.schema.ts')).ProposeRetention, { values, problems });
  return (
    <form {...check.form}>
      <ErrorSummary problems={check.problems} />
      <input type="hidden" name="intent" value="propose" />
      <input type="hidden" name="change" value={values.change} />
      <RadioGroup label="这个村属于规划保留保护村吗" {...check.field('proposal')} choices={optionsOf(proposalWords)} />
      <TextArea label="依据" hint="如村庄布局规划的名称和文号" optional {...check.field('note')} />
      <Actions>
        <Button>提交给区里确认</Button>
      </Actions>
    </form>
  );
}

/** The district confirms what waits, or sends it back with a reason. */
export function SettleForm({ values, problems }: RetentionFormProps) {
  const check = useFormCheck(async () => (await import('./village.schema.ts')).DeclineRetention, { values, problems });
  return (
    <>
      <form method="post" className="mb-10">
        <input type="hidden" name="intent" value="confirm" />
        <input type="hidden" name="change" value={values.change} />
        <Button>确认</Button>
      </form>
      <form {...check.form}>
        <ErrorSummary problems={check.problems} />
        <input type="hidden" name="intent" value="decline" />
        <input type="hidden" name="change" value={values.change} />
        <TextArea label="退回的原因" hint="镇里会看到" {...check.field('reason')} />
        <Actions>
          <Button look="danger">退回给镇里</Button>
        </Actions>
      </form>
    </>
  );
}
