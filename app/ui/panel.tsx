import { type ReactNode, useId } from 'react';

interface PanelProps {
  title: string;
  /** For links to this part of the page. */
  id?: string;
  /** A sentence under the heading. */
  lead?: ReactNode;
  /** A link or a button at the heading's end. */
  actions?: ReactNode;
  children: ReactNode;
}

/** A part of a page under its own heading, set apart by space and a hairline. */
export function Panel({ title, id, lead, actions, children }: PanelProps) {
  const headingId = useId();
  return (
    <section id={id} aria-labelledby={headingId} className="panel mb-10">
      <header className="mb-4 border-b border-line pb-2">
        <div className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1">
          <h2 id={headingId} className="font-song text-xl leading-snug font-bold tracking-wide">
            {title}
          </h2>
          {actions && <div className="screen-only text-sm">{actions}</div>}
        </div>
        {lead && <div className="mt-1 max-w-prose text-sm text-ink-soft">{lead}</div>}
      </header>
      {children}
    </section>
  );
}
