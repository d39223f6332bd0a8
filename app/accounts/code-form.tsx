import { Actions, Button } from '#app/ui/button.tsx';
import { ErrorSummary, type FieldProblem } from '#app/ui/error-summary.tsx';
import { CodeField } from './code-field.tsx';

interface CodeFormProps {
  values: Readonly<Record<string, string>>;
  problems: readonly FieldProblem[];
}

/** The second step of signing in. */
export function CodeForm({ values, problems }: CodeFormProps) {
  return (
    <form method="post" className="mb-8">
      <ErrorSummary problems={problems} title="没有登录" />
      <input type="hidden" name="next" value={values.next ?? ''} />
      <input type="hidden" name="kept" value={values.kept ?? ''} />
      <CodeField
        hint="手机验证器上的 6 位数字；手机不在身边时，填一个恢复码"
        error={problems.find(({ path }) => path === 'oneTimeCode')?.message}
      />
      <Actions>
        <Button>登录</Button>
      </Actions>
    </form>
  );
}
