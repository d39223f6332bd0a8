import type { ReactNode } from 'react';

export interface NavItem {
  href: string;
  label: string;
}

interface MastheadProps {
  name: string;
  items: readonly NavItem[];
  /** The path of the page, to mark its place in the navigation. */
  path: string;
  search: { action: string; label: string; placeholder: string };
  /** Who reads, and the links of that reader. */
  account: ReactNode;
}

/** The head of every page: the name of the sheet, the search, who reads, the way to the parts. */
export function Masthead({ name, items, path, search, account }: MastheadProps) {
  return (
    <header className="screen-only double-rule bg-white">
      <div className="mx-auto max-w-page px-4 pt-4 sm:px-6">
        <div className="flex flex-wrap items-center justify-between gap-x-8 gap-y-2">
          <a href="/" className="font-song text-2xl leading-tight font-bold tracking-[0.06em] text-ink no-underline">
            {name}
          </a>
          {account}
        </div>
        <div className="mt-2 flex flex-wrap items-center justify-between gap-x-8">
          <nav aria-label="主要栏目">
            <ul className="-mx-2 flex flex-wrap sm:-mx-3">
              {items.map((item) => (
                <li key={item.href}>
                  <a
                    href={item.href}
                    aria-current={isCurrent(item.href, path) ? 'page' : undefined}
                    className="block border-b-3 border-transparent px-2 py-2 text-sm text-ink no-underline sm:px-3 sm:py-2.5 sm:text-base hover:border-qing-300 hover:no-underline aria-[current=page]:border-qing-700 aria-[current=page]:font-semibold aria-[current=page]:text-qing-700"
                  >
                    {item.label}
                  </a>
                </li>
              ))}
            </ul>
          </nav>
          <SearchBox {...search} />
        </div>
      </div>
    </header>
  );
}

function isCurrent(href: string, path: string): boolean {
  return href === '/' ? path === '/' : path === href || path.startsWith(`${href}/`);
}

function SearchBox({ action, label, placeholder }: MastheadProps['search']) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: <search> is not yet known to the browsers offices still run.
    <form role="search" action={action} method="get" className="mb-3 flex w-full sm:mb-1.5 sm:w-auto">
      <input
        type="search"
        name="q"
        aria-label={label}
        placeholder={placeholder}
        className="control min-w-0 flex-1 border-r-0 text-sm sm:w-52"
      />
      <button
        type="submit"
        className="cursor-pointer border border-line-strong bg-white px-3 text-sm text-qing-700 hover:bg-qing-50"
      >
        查找
      </button>
    </form>
  );
}

/** A small text link in the head or the foot that stays a link under the finger. */
export function QuietLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <a href={href} className="py-1 no-underline hover:underline">
      {children}
    </a>
  );
}
