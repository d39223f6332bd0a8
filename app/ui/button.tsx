import type { AnchorHTMLAttributes, ButtonHTMLAttributes, ReactNode } from 'react';

type Look = 'primary' | 'quiet' | 'danger';

const shape =
  'inline-flex min-h-10 cursor-pointer items-center justify-center rounded-[2px] border px-4 py-1.5 font-medium no-underline hover:no-underline disabled:cursor-not-allowed disabled:opacity-60';

const looks: Record<Look, string> = {
  primary: 'border-qing-700 bg-qing-700 text-white hover:border-qing-800 hover:bg-qing-800 hover:text-white',
  quiet: 'border-line-strong bg-white text-qing-700 hover:border-qing-700 hover:bg-qing-50 hover:text-qing-800',
  danger: 'border-red-700 bg-white text-red-700 hover:border-red-800 hover:bg-red-50 hover:text-red-800',
};

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  look?: Look;
}

/** A button that says what it does. It submits its form unless told otherwise: pages work without JavaScript. */
export function Button({ look = 'primary', type = 'submit', ...rest }: ButtonProps) {
  return <button type={type} className={`${shape} ${looks[look]}`} {...rest} />;
}

interface ButtonLinkProps extends AnchorHTMLAttributes<HTMLAnchorElement> {
  href: string;
  look?: Look;
}

/** A link to a place where something is done, in the shape of a button. */
export function ButtonLink({ look = 'quiet', children, ...rest }: ButtonLinkProps) {
  return (
    <a className={`${shape} ${looks[look]}`} {...rest}>
      {children}
    </a>
  );
}

interface RowButtonProps {
  /** The value of the form's field `intent`. */
  intent: string;
  word: string;
  /** What the row is about: whoever only hears the page hears it with the word. */
  name: string;
}

/** A button within a row of a table, as quiet as a link. */
export function RowButton({ intent, word, name }: RowButtonProps) {
  return (
    <button
      type="submit"
      name="intent"
      value={intent}
      aria-label={`${word}${name}`}
      className="cursor-pointer py-1 text-qing-700 hover:underline"
    >
      {word}
    </button>
  );
}

/** A row of buttons at the end of a form: the main one first. */
export function Actions({ children }: { children: ReactNode }) {
  return <div className="mt-8 flex flex-wrap items-center gap-3">{children}</div>;
}
