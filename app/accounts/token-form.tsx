import { Actions, Button } from '#app/ui/button.tsx';
import { ErrorSummary, type FieldProblem } from '#app/ui/error-summary.tsx';
import { RadioGroup, SelectField, TextField } from '#app/ui/field.tsx';
import { useFormCheck } from '#app/ui/use-form-check.ts';
import { termOptions, tokenScopes } from './token.fields.ts';

interface TokenFormProps {
  values: Readonly<Record<string, string>>;
  problems: readonly FieldProblem[];
}

export function TokenForm({ values, problems }: TokenFormProps) {
  const check = useFormCheck(async () => (await import('./token.schema.ts')).MakeToken, { values, problems });
  const scopes = Object.entries(tokenScopes).map(([value, { label, hint }]) => ({ value, label, hint }));
  return (
    <form {...check.form}>
      <ErrorSummary problems={check.problems} />
      <TextField label="用途" hint="哪一套系统使用，例如 区数据平台" {...check.field('name')} />
      <RadioGroup label="可以读取" choices={scopes} {...check.field('scope')} />
      <SelectField label="有效期" blank="请选择" options={termOptions} {...check.field('days')} />
      <Actions>
        <Button name="intent" value="make">
          生成令牌
        </Button>
      </Actions>
    </form>
  );
}
