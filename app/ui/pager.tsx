import { formatNumber, formatTotal } from './format.ts';

interface PagerProps {
  total: number;
  /** From 1. */
  page: number;
  pageSize: number;
  /** The address of a page, with the filters kept. */
  href: (page: number) => string;
  /** The counting word of what is listed. */
  counter?: string;
}

/** 共 83 个 · 第 1–20 个, and the pages as links. The count stands there even when one page holds all. */
export function Pager({ total, page, pageSize, href, counter = '个' }: PagerProps) {
  const pages = Math.max(1, Math.ceil(total / pageSize));
  const first = (page - 1) * pageSize + 1;
  const last = Math.min(total, page * pageSize);
  return (
    <div className="mt-4 flex flex-wrap items-center justify-between gap-x-8 gap-y-3 text-sm">
      <p className="text-ink-soft tabular-nums">
        共 {formatTotal(total, counter)}
        {pages > 1 && first <= last && ` · 第 ${formatNumber(first)}–${formatNumber(last)} ${counter}`}
      </p>
      {pages > 1 && (
        <nav aria-label="翻页">
          <ul className="flex flex-wrap items-center gap-1">
            {page > 1 && <PageLink href={href(page - 1)} label="上一页" rel="prev" />}
            {shownPages(page, pages).map((shown) =>
              typeof shown === 'string' ? (
                <li key={shown} aria-hidden="true" className="px-1 text-ink-faint">
                  …
                </li>
              ) : (
                <PageLink key={shown} href={href(shown)} label={String(shown)} current={shown === page} />
              ),
            )}
            {page < pages && <PageLink href={href(page + 1)} label="下一页" rel="next" />}
          </ul>
        </nav>
      )}
    </div>
  );
}

/** The first page, the last one, the present one and its neighbours; a text stands for what is left out. */
function shownPages(page: number, pages: number): (number | string)[] {
  const near = [1, page - 1, page, page + 1, pages].filter((shown) => shown >= 1 && shown <= pages);
  const sorted = [...new Set(near)].sort((a, b) => a - b);
  return sorted.flatMap((shown, index) => {
    const before = sorted[index - 1];
    return before !== undefined && shown - before > 1 ? [`after-${before}`, shown] : [shown];
  });
}

function PageLink({ href, label, current, rel }: { href: string; label: string; current?: boolean; rel?: string }) {
  const frame = 'block min-w-9 border px-2 py-1 text-center tabular-nums no-underline';
  return (
    <li>
      {current ? (
        <span aria-current="page" className={`${frame} border-qing-700 bg-qing-700 text-white`}>
          {label}
        </span>
      ) : (
        <a href={href} rel={rel} className={`${frame} border-line-strong bg-white hover:bg-qing-50`}>
          {label}
        </a>
      )}
    </li>
  );
}
