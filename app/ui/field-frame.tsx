import type { ReactNode } from 'react';

/** The id of the control of a form value: error summaries link to it. */
export function fieldId(name: string): string {
  return `field-${name}`;
}

/** What every field has, whatever its control. */
export interface FieldWords {
  label: ReactNode;
  /** Stands between the label and the control. */
  hint?: ReactNode;
  /** What is wrong, in words, with how to put it right. */
  error?: string;
  /** Marks the label 选填. */
  optional?: boolean;
}

/** The attributes that tie a control to its hint and its error. */
export function fieldAttributes(id: string, { hint, error }: Pick<FieldWords, 'hint' | 'error'>) {
  const described = [hint ? `${id}-hint` : '', error ? `${id}-error` : ''].filter(Boolean).join(' ');
  return { id, 'aria-describedby': described || undefined, 'aria-invalid': error ? true : undefined };
}

export function FieldHint({ id, hint }: { id: string; hint: ReactNode }) {
  if (!hint) return null;
  return (
    <div id={`${id}-hint`} className="mb-1 text-sm text-ink-soft">
      {hint}
    </div>
  );
}

export function FieldError({ id, error }: { id: string; error: string | undefined }) {
  if (!error) return null;
  return (
    <p id={`${id}-error`} className="mb-1 font-medium text-red-700">
      <span aria-hidden="true">▲ </span>
      <span className="sr-only">有误：</span>
      {error}
    </p>
  );
}

export function Optional() {
  return <span className="ml-1 text-sm font-normal text-ink-soft">（选填）</span>;
}

/** A thin line at the side of a field in error, so that the eye finds it while scrolling. */
export function fieldSpacing(error: string | undefined): string {
  return error ? 'mb-6 border-l-4 border-red-700 pl-3' : 'mb-6';
}

/** Label above, hint and error under it, then the control. */
export function FieldFrame({ id, words, children }: { id: string; words: FieldWords; children: ReactNode }) {
  return (
    <div className={fieldSpacing(words.error)}>
      <label htmlFor={id} className="mb-1 block font-semibold">
        {words.label}
        {words.optional && <Optional />}
      </label>
      <FieldHint id={id} hint={words.hint} />
      <FieldError id={id} error={words.error} />
      {children}
    </div>
  );
}
