import { PasswordField } from '#app/ui/password-field.tsx';
import type { useFormCheck } from '#app/ui/use-form-check.ts';
import { PasswordMeter } from './password-meter.tsx';

interface NewPasswordFieldsProps {
  check: Pick<ReturnType<typeof useFormCheck>, 'field'>;
  /** The field's name; what repeats it is `repeatPassword`. */
  name: string;
  /** 密码 or 新密码. */
  noun: string;
  /** What belongs to the account and is not in the form. */
  own?: readonly string[];
}

/** A new password that its owner chooses, and once more. */
export function NewPasswordFields({ check, name, noun, own }: NewPasswordFieldsProps) {
  return (
    <>
      <PasswordMeter own={own}>
        <PasswordField
          {...check.field(name)}
          label={noun}
          hint="至少 12 个字符。几个不相干的词连在一起，好记也难猜。"
          autoComplete="new-password"
        />
      </PasswordMeter>
      <PasswordField {...check.field('repeatPassword')} label={`再填一次${noun}`} autoComplete="new-password" />
    </>
  );
}
