interface ExportLinksProps {
  /** What is taken away, as far as the filters narrow it: 这些村. */
  what: string;
  href: (format: 'xlsx' | 'csv') => string;
}

/** A quiet line under a list: all of it as a file, not only the page that is shown. */
export function ExportLinks({ what, href }: ExportLinksProps) {
  return (
    <p className="screen-only mt-3 flex flex-wrap gap-x-4 gap-y-1 text-sm text-ink-soft">
      <span>导出{what}</span>
      <a href={href('xlsx')} aria-label={`导出${what}，Excel 文件`}>
        Excel
      </a>
      <a href={href('csv')} aria-label={`导出${what}，CSV 文件`}>
        CSV
      </a>
    </p>
  );
}
