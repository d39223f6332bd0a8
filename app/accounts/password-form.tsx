import { Actions, Button } from '#app/ui/button.tsx';
import { ErrorSummary, type FieldProblem } from '#app/ui/error-summary.tsx';
import { PasswordField } from '#app/ui/password-field.tsx';
import { useFormCheck } from '#app/ui/use-form-check.ts';
import { PasswordMeter } from './password-meter.tsx';

interface PasswordFormProps {
  problems: readonly FieldProblem[];
  /** What the server says where no field is at fault. */
  message?: string;
  /** The account's username and name. */
  own: readonly string[];
}

/** Passwords are never filled in again: what was refused must be typed anew. */
export function PasswordForm({ problems, message, own }: PasswordFormProps) {
  const told = problems.length > 0 || message === undefined ? problems : [{ path: '', message }];
  const check = useFormCheck(async () => (await import('./account.schema.ts')).ChangePassword, {
    values: {},
    problems: told,
  });
  return (
    <form {...check.form}>
      <ErrorSummary problems={check.problems} title="密码没有更改" />
      <PasswordField {...check.field('currentPassword')} label="现在的密码" autoComplete="current-password" />
      <PasswordMeter own={own}>
        <PasswordField
          {...check.field('newPassword')}
          label="新密码"
          hint="至少 12 个字符。几个不相干的词连在一起，好记也难猜。"
          autoComplete="new-password"
        />
      </PasswordMeter>
      <PasswordField {...check.field('repeatPassword')} label="再填一次新密码" autoComplete="new-password" />
      <Actions>
        <Button>更改密码</Button>
      </Actions>
    </form>
  );
}
