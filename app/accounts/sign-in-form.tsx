import { Actions, Button } from '#app/ui/button.tsx';
import { ErrorSummary, type FieldProblem } from '#app/ui/error-summary.tsx';
import { TextField } from '#app/ui/field.tsx';
import { PasswordField } from '#app/ui/password-field.tsx';

interface SignInFormProps {
  values: Readonly<Record<string, string>>;
  problems: readonly FieldProblem[];
}

/** Which half was wrong is told of neither; the password is never shown again. */
export function SignInForm({ values, problems }: SignInFormProps) {
  return (
    <form method="post" className="mb-8">
      <ErrorSummary problems={problems} title="没有登录" />
      <input type="hidden" name="next" value={values.next ?? ''} />
      <input type="hidden" name="kept" value={values.kept ?? ''} />
      <TextField
        name="username"
        label="用户名"
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        required
        defaultValue={values.username ?? ''}
        error={problems.find(({ path }) => path === 'username')?.message}
      />
      <PasswordField
        name="password"
        label="密码"
        autoComplete="current-password"
        required
        error={problems.find(({ path }) => path === 'password')?.message}
      />
      <Actions>
        <Button>登录</Button>
      </Actions>
    </form>
  );
}
