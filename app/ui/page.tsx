import type { ReactNode } from 'react';

export interface Crumb {
  href: string;
  label: string;
}

interface PageProps {
  title: string;
  /** A small line over the title, such as the kind of the sheet. */
  kicker?: ReactNode;
  /** One or two sentences under the title. */
  lead?: ReactNode;
  /** Buttons and links that act on the whole page. */
  actions?: ReactNode;
  /** The way from the top down to the page above this one. */
  crumbs?: readonly Crumb[];
  /** `form` keeps to a reading width. */
  width?: 'page' | 'form';
  children: ReactNode;
}

/** The head of a page and what stands under it. One on each page; it holds the only `h1`. */
export function Page({ title, kicker, lead, actions, crumbs = [], width = 'page', children }: PageProps) {
  return (
    <div className={width === 'form' ? 'max-w-form' : undefined}>
      {crumbs.length > 0 && <Breadcrumbs crumbs={crumbs} />}
      <header className="mb-8 flex flex-wrap items-end justify-between gap-x-8 gap-y-4">
        <div className="min-w-0">
          {kicker && <p className="mb-1 text-sm text-ink-soft">{kicker}</p>}
          <h1 className="font-song text-[1.75rem] leading-tight font-bold tracking-wide sm:text-[2rem]">{title}</h1>
          {lead && <div className="mt-2 max-w-prose text-ink-soft">{lead}</div>}
        </div>
        {actions && <div className="screen-only flex flex-wrap items-center gap-3">{actions}</div>}
      </header>
      {children}
    </div>
  );
}

function Breadcrumbs({ crumbs }: { crumbs: readonly Crumb[] }) {
  return (
    <nav aria-label="所在位置" className="mb-3 text-sm">
      <ol className="flex flex-wrap gap-x-2 text-ink-soft">
        {crumbs.map((crumb) => (
          <li key={crumb.href} className="after:ml-2 after:text-line-strong after:content-['›']">
            <a href={crumb.href}>{crumb.label}</a>
          </li>
        ))}
      </ol>
    </nav>
  );
}
