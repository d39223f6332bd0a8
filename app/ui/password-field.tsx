import { forwardRef, useEffect, useRef, useState } from 'react';
import type { TextFieldProps } from './field.tsx';
import { FieldFrame, fieldAttributes, fieldId } from './field-frame.tsx';

type PasswordFieldProps = Omit<TextFieldProps, 'type' | 'unit' | 'width' | 'label'> & { label: string };

/**
 * A password, with a button that shows what is typed. The button comes with the page's scripts, over the control, so that
 * nothing moves; a form that is sent hides the password first, lest the browser take it for a text to offer again.
 */
export const PasswordField = forwardRef<HTMLInputElement, PasswordFieldProps>(function PasswordField(props, ref) {
  const { label, hint, error, optional, ...rest } = props;
  const [shown, setShown] = useState<boolean | undefined>();
  const around = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const hide = () => setShown(false);
    hide();
    const form = around.current?.closest('form');
    form?.addEventListener('submit', hide);
    return () => form?.removeEventListener('submit', hide);
  }, []);
  const id = fieldId(props.name);
  return (
    <FieldFrame id={id} words={{ label, hint, error, optional }}>
      <div ref={around} className="relative w-full max-w-md">
        <input
          ref={ref}
          className="control w-full pr-16"
          spellCheck={false}
          autoCapitalize="none"
          {...fieldAttributes(id, { hint, error })}
          {...rest}
          type={shown ? 'text' : 'password'}
        />
        {shown !== undefined && (
          <button
            type="button"
            aria-pressed={shown}
            aria-controls={id}
            // The field keeps the focus: what is said of it once it is left would push the button from under the finger.
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => setShown(!shown)}
            className="absolute inset-y-0 right-0 cursor-pointer px-3 text-qing-700 hover:underline aria-pressed:bg-qing-100"
          >
            显示<span className="sr-only">{label}</span>
          </button>
        )}
      </div>
    </FieldFrame>
  );
});
