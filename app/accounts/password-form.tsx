import { Actions, Button } from '#app/ui/button.tsx';
import { ErrorSummary, type FieldProblem } from '#app/ui/error-summary.tsx';
import { PasswordField } from '#app/ui/password-field.tsx';
import { useFormCheck } from '#app/ui/use-form-check.ts';
import { NewPasswordFields } from './new-password-fields.tsx';

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
      <NewPasswordFields check={check} name="newPassword" noun="新密码" own={own} />
      <Actions>
        <Button>更改密码</Button>
      </Actions>
    </form>
  );
}
