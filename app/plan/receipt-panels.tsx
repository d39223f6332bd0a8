import { type Pin, paths } from '#app/http/paths.ts';
import { ButtonLink } from '#app/ui/button.tsx';
import { formatNumber } from '#app/ui/format.ts';
import { Panel } from '#app/ui/panel.tsx';
import type { Figure } from './figure.schema.ts';
import { CountedRows, LeftOutRows } from './receipt-rows.tsx';

/** Where a page of a receipt goes on, and back: the cursor of the first page is null. */
export interface ReceiptPart {
  next: string | null;
  previous: { cursor: string | null } | null;
}

interface ReceiptPanelsProps {
  figure: Figure;
  /** Null where all rows are shown. */
  part: ReceiptPart | null;
  category: string | undefined;
  townOf: (villageCode: string | null) => string;
  pin: Pin;
}

/** The rows that make a figure and the rows left out: all of them, or one page. */
export function ReceiptPanels({ figure, part, category, townOf, pin }: ReceiptPanelsProps) {
  const { label, unit, included, excluded, rows } = figure;
  const shown = included.length + excluded.length;
  const href = (cursor: string | null) => paths.figure(figure.key, { ...pin, category, cursor });
  return (
    <>
      <Panel
        title={`计入的（${formatNumber(rows.included)}）`}
        actions={part?.next && <a href={href(part.next)}>下一页依据</a>}
        lead={
          part &&
          `依据共 ${formatNumber(rows.included + rows.excluded)} 行，按编号的顺序分页，本页 ${shown} 行，其中计入 ${included.length} 行。`
        }
      >
        <CountedRows
          caption={`计入${label}的各行`}
          items={included}
          unit={unit === '%' ? '吨' : unit}
          isPart={part !== null}
          townOf={townOf}
          pin={pin}
        />
      </Panel>
      {rows.excluded > 0 && (
        <Panel
          title={`看过而没有计入的（${formatNumber(rows.excluded)}）`}
          lead={part && `本页 ${excluded.length} 行。`}
        >
          <LeftOutRows items={excluded} townOf={townOf} pin={pin} />
        </Panel>
      )}
      {part && <PartLinks part={part} href={href} />}
    </>
  );
}

function PartLinks({ part, href }: { part: ReceiptPart; href: (cursor: string | null) => string }) {
  const { next, previous } = part;
  return (
    <nav aria-label="翻页" className="screen-only mb-10 flex flex-wrap items-center gap-4">
      {previous && (
        <ButtonLink href={href(previous.cursor)} rel="prev">
          上一页
        </ButtonLink>
      )}
      {next === null ? (
        <span className="text-ink-soft">这是最后一页。</span>
      ) : (
        <ButtonLink href={href(next)} rel="next">
          下一页
        </ButtonLink>
      )}
      {previous?.cursor && <a href={href(null)}>回到第一页</a>}
    </nav>
  );
}
