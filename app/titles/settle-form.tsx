import { Actions, Button } from '#app/ui/button.tsx';
import { DefinitionList } from '#app/ui/definition-list.tsx';
import { ErrorSummary, type FieldProblem } from '#app/ui/error-summary.tsx';
import { RadioGroup, TextArea } from '#app/ui/field.tsx';
import { useFormCheck } from '#app/ui/use-form-check.ts';
import type { Step } from './title.schema.ts';
import { dayWords } from './title-words.rules.ts';

interface SettleFormProps {
  /** The naming that waits. */
  step: Step;
  awardYear: number | null;
  values: Readonly<Record<string, string>>;
  problems: readonly FieldProblem[];
  cancelHref: string;
}

/** The district's answer to a naming. */
export function SettleForm({ step, awardYear, values, problems, cancelHref }: SettleFormProps) {
  const opened = { ...values, sequence: String(step.sequence) };
  const check = useFormCheck(async () => (await import('./title.schema.ts')).SettleNaming, {
    values: opened,
    problems,
  });
  return (
    <form {...check.form}>
      <ErrorSummary problems={check.problems} />
      <input type="hidden" name="change" value={values.change} />
      <input type="hidden" name="sequence" value={step.sequence} />
      <div className="mb-6">
        <DefinitionList
          items={[
            { label: '命名日期', value: dayWords(step) },
            { label: '年度', value: awardYear === null ? '不详' : `${awardYear}年度` },
            { label: '文号', value: step.documentNumber ?? '未填写' },
            { label: '提出', value: step.proposerName ?? '未登记' },
          ]}
        />
      </div>
      <RadioGroup
        label="答复"
        choices={[
          { value: 'confirm', label: '确认命名', hint: '从命名之日起计入' },
          { value: 'decline', label: '退回', hint: '命名不计入，镇里会看到退回的原因' },
        ]}
        {...check.field('intent')}
      />
      <TextArea label="退回的原因" hint="退回时必须填写" optional rows={3} {...check.field('why')} />
      <Actions>
        <Button>提交答复</Button>
        <a href={cancelHref}>不答复，返回</a>
      </Actions>
    </form>
  );
}
