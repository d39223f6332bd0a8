import { TextField } from '#app/ui/field.tsx';

interface CodeFieldProps {
  label?: string;
  hint?: string;
  error?: string;
}

/** A code of the authenticator, or a recovery code; never filled in again. Phones offer digits and the code they hold. */
export function CodeField({ label = '验证码', hint, error }: CodeFieldProps) {
  return (
    <TextField
      name="oneTimeCode"
      label={label}
      hint={hint}
      error={error}
      width="narrow"
      autoComplete="one-time-code"
      autoCapitalize="none"
      spellCheck={false}
      required
    />
  );
}
