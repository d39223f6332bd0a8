import type { ReactNode } from 'react';
import { formatDay } from './format.ts';
import { type NavItem, QuietLink } from './masthead.tsx';

/** Says on every page and every sheet that nothing here is a fact. */
export function DemoBanner() {
  return (
    <aside aria-label="演示数据">
      <p className="border-b border-rice-500 bg-rice-50 px-4 py-1 text-center text-sm text-rice-800">
        <strong className="tracking-[0.3em]">演示数据</strong>
        <span className="ml-2">供试用，不作为任何凭据。</span>
      </p>
    </aside>
  );
}

interface Moment {
  /** The as-of day, `YYYY-MM-DD`. */
  day: string;
  change: number;
}

/** Stands over a page that does not show the present. */
export function PinnedStrip({ day, change, href }: Moment & { href: string }) {
  return (
    <aside aria-label="所看的日期" className="border-b border-qing-700 bg-qing-100">
      <p className="mx-auto flex max-w-page flex-wrap gap-x-6 px-4 py-1.5 sm:px-6">
        <span>
          正在查看 <strong>{formatDay(day)}</strong> · 第 {change} 号登记版本
        </span>
        <span className="screen-only">
          <a href={href}>回到今天</a>
        </span>
      </p>
    </aside>
  );
}

interface ColophonProps {
  /** Absent where the register could not be read. */
  moment?: Moment;
  /** What the register stands on. */
  source: string;
  links: readonly NavItem[];
}

/** The foot of every page: of which day and of which change it is. */
export function Colophon({ moment, source, links }: ColophonProps) {
  return (
    <footer className="mt-auto border-t border-line-strong text-sm text-ink-soft">
      <div className="mx-auto flex max-w-page flex-wrap items-baseline justify-between gap-x-8 gap-y-2 px-4 py-4 sm:px-6">
        {moment && (
          <p className="text-ink tabular-nums">
            业务日期 {formatDay(moment.day)} · 登记版本 第 {moment.change} 号
          </p>
        )}
        <p className="min-w-0">{source}</p>
        <ul className="screen-only flex flex-wrap gap-x-5">
          {links.map((link) => (
            <li key={link.href}>
              <QuietLink href={link.href}>{link.label}</QuietLink>
            </li>
          ))}
        </ul>
      </div>
    </footer>
  );
}

/** The whole sheet: what stands above, the page, what stands below. */
export function Sheet({ children }: { children: ReactNode }) {
  return (
    <main id="main" tabIndex={-1} className="mx-auto w-full max-w-page px-4 py-8 outline-none sm:px-6">
      {children}
    </main>
  );
}
