import type { FocusEvent, FormEvent } from 'react';
import { useRef } from 'react';
import { type FieldValues, type Resolver, useForm } from 'react-hook-form';
import type { FieldProblem } from './error-summary.tsx';
import type { WireSchema } from './form-resolver.ts';

/** A form's fields as the wire carries them; a box that is not ticked is absent. */
type Wire = Readonly<Record<string, string>>;

interface FormCheck {
  /** What the form opens with: stored values, or what was typed before. Hidden fields belong here too. */
  values: Wire;
  /** What the server found wrong with the last submission. */
  problems?: readonly FieldProblem[];
}

/**
 * Checks a form in the browser with the schema that the server uses, when a field is left and before it is sent. A form
 * that passes is sent by the browser itself; without JavaScript the same form is checked by the server alone, and so it
 * is where the schema does not arrive: it is not part of the page, but asked for when somebody begins to fill the form.
 *
 * Spread `form` on the `<form>`, `field(name)` on a field of `ui/field.tsx`, `tick(name)` on a checkbox, and give
 * `problems` to `ErrorSummary`.
 */
export function useFormCheck(loadSchema: () => Promise<WireSchema>, { values, problems = [] }: FormCheck) {
  // Without default values of its own the library reads what stands in the controls: text typed before the scripts
  // arrived is kept.
  const { register, handleSubmit, formState } = useForm<FieldValues, unknown, unknown>({
    mode: 'onBlur',
    shouldFocusError: false,
    resolver: async (typed, context, options) => (await resolver())(wireOf(values, typed), context, options),
  });
  const asked = useRef<Promise<WireResolver> | undefined>();
  const passed = useRef(false);
  const found: FieldProblem[] = Object.entries(formState.errors).map(([path, error]) => ({
    path,
    message: String(error?.message ?? ''),
  }));
  const shown = formState.isSubmitted ? found : problems;

  function resolver(): Promise<WireResolver> {
    asked.current ??= loadResolver(loadSchema).catch(() => {
      asked.current = undefined;
      return leaveToServer;
    });
    return asked.current;
  }

  function onSubmit(event: FormEvent<HTMLFormElement>) {
    if (passed.current) {
      passed.current = false;
      return;
    }
    const form = event.currentTarget;
    const submitter = (event.nativeEvent as SubmitEvent).submitter;
    event.preventDefault();
    const send = () => {
      passed.current = true;
      // Not submit(): the button that was pressed says what is wanted.
      form.requestSubmit(submitter);
    };
    // A form does not let itself be sent while its submit event is still on its way.
    void handleSubmit(() => {
      setTimeout(send);
    })(event);
  }

  function errorOf(name: string): string | undefined {
    return (found.find(({ path }) => path === name) ?? shown.find(({ path }) => path === name))?.message;
  }

  /** A message that appeared while a button is being pressed would push it from under the finger: sending checks anyway. */
  function control(name: string) {
    const { onBlur, ...rest } = register(name);
    const isSending = (to: EventTarget | null) => to instanceof HTMLButtonElement && to.type === 'submit';
    return {
      ...rest,
      onBlur: async (event: FocusEvent<HTMLElement>) => (isSending(event.relatedTarget) ? undefined : onBlur(event)),
    };
  }

  return {
    form: { method: 'post', onSubmit, onFocus: () => void resolver() } as const,
    field: (name: string) => ({ ...control(name), defaultValue: values[name] ?? '', error: errorOf(name) }),
    tick: (name: string) => ({ ...control(name), defaultChecked: Boolean(values[name]), error: errorOf(name) }),
    problems: shown,
  };
}

type WireResolver = Resolver<FieldValues, unknown, unknown>;

const leaveToServer: WireResolver = (typed) => ({ values: typed, errors: {} });

async function loadResolver(loadSchema: () => Promise<WireSchema>): Promise<WireResolver> {
  const [{ resolverOf }, schema] = await Promise.all([import('./form-resolver.ts'), loadSchema()]);
  return resolverOf(schema);
}

/** The fields as the browser would send them. Files are the server's to check. */
function wireOf(opened: Wire, typed: Record<string, unknown>): Record<string, unknown> {
  const ticked = Object.entries(typed).map(([name, value]) => [name, value === true ? 'on' : value] as const);
  const wire = { ...opened, ...Object.fromEntries(ticked) };
  return Object.fromEntries(Object.entries(wire).filter(([, value]) => typeof value === 'string'));
}
