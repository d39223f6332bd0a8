import { useRef } from 'react';
import { CheckboxField, TextField } from '#app/ui/field.tsx';
import type { useFormCheck } from '#app/ui/use-form-check.ts';

interface CreditCodeFieldProps {
  check: Pick<ReturnType<typeof useFormCheck>, 'field' | 'tick' | 'problems'>;
  values: Readonly<Record<string, string>>;
}

/** The code, and once it looks wrong the box by which its writer says that he has looked again. */
export function CreditCodeField({ check, values }: CreditCodeFieldProps) {
  const doubtful = check.problems.some(({ path }) => path === 'confirmCode') || Boolean(values.confirmCode);
  // Ticking the box settles the doubt; the box must stay all the same, or its tick would not be sent.
  const asked = useRef(false);
  asked.current ||= doubtful;
  return (
    <>
      <TextField
        {...check.field('creditCode')}
        label="统一社会信用代码"
        hint="营业执照上的 18 位代码；家庭农场和联合体没有的可以不填"
        autoCapitalize="characters"
        autoComplete="off"
      />
      {asked.current && <CheckboxField {...check.tick('confirmCode')} label="已对照营业执照，代码无误" />}
    </>
  );
}
