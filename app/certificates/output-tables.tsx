import { paths } from '#app/http/paths.ts';
import { categories, categoryWords } from '#app/producers/category.ts';
import { formatTonnes } from '#app/ui/format.ts';
import { Missing } from '#app/ui/missing.tsx';
import { DataTable } from '#app/ui/table.tsx';
import { Tag } from '#app/ui/tag.tsx';
import type { Row } from '#db/tables.ts';
import type { ProducerYear } from './output.rules.ts';

interface LocalOutputTableProps {
  year: number;
  towns: readonly { code: string; name: string; mayAmend: boolean }[];
  outputs: readonly Row<'localOutput'>[];
}

/** 地产农产品产量 of the towns in a year, by category. */
export function LocalOutputTable({ year, towns, outputs }: LocalOutputTableProps) {
  const at = (town: string, category: string) =>
    outputs.find((row) => row.townCode === town && row.category === category);
  return (
    <DataTable
      caption="地产农产品产量"
      hideCaption
      rows={towns}
      rowKey={({ code }) => code}
      columns={[
        {
          key: 'town',
          header: '镇',
          rowHeader: true,
          cell: ({ code, name, mayAmend }) =>
            mayAmend ? <a href={paths.localOutput(year, code)}>{name}（填报）</a> : name,
        },
        ...categories.map((category) => ({
          ...{ key: category, header: categoryWords[category], unit: '吨', align: 'end' as const },
          cell: ({ code }: { code: string }) => {
            const output = at(code, category);
            return (
              <div>
                {output?.tonnes == null ? <Missing /> : formatTonnes(output.tonnes)}
                {output?.note && <span className="block text-sm text-ink-soft">{output.note}</span>}
              </div>
            );
          },
        })),
      ]}
    />
  );
}

interface ProducerYearTableProps {
  year: number;
  rows: readonly ProducerYear[];
  /** Whether the reader answers what a town's producers reported. */
  mayReview: boolean;
}

/** How far each producer's reports of a year are, those that wait for an answer on top. */
export function ProducerYearTable({ year, rows, mayReview }: ProducerYearTableProps) {
  return (
    <DataTable
      caption="产品产量"
      hideCaption
      rows={rows}
      rowKey={({ producerId }) => producerId}
      empty="没有登记公开的产品。"
      columns={[
        {
          key: 'producer',
          header: '经营主体',
          rowHeader: true,
          cell: ({ producerId, producerName }) => <a href={paths.producer(producerId)}>{producerName}</a>,
        },
        { key: 'products', header: '产品', unit: '个', align: 'end', cell: ({ products }) => products },
        { key: 'accepted', header: '已通过', unit: '个', align: 'end', cell: ({ accepted }) => accepted },
        {
          key: 'tonnes',
          header: '已通过的产量',
          unit: '吨',
          align: 'end',
          cell: ({ tonnes }) => tonnes && formatTonnes(tonnes),
        },
        {
          key: 'state',
          header: '状态',
          cell: (row) => (
            <ProducerYearState {...row} href={mayReview ? paths.outputReview(year, row.producerId) : null} />
          ),
        },
      ]}
    />
  );
}

function ProducerYearState({ products, accepted, waiting, returned, href }: ProducerYear & { href: string | null }) {
  const words = `待审核 ${waiting} 个`;
  const missing = products - accepted - waiting - returned;
  return (
    <span className="inline-flex flex-wrap items-baseline gap-2">
      {waiting > 0 && <Tag tone="wait">{href === null ? words : <a href={href}>{words}</a>}</Tag>}
      {returned > 0 && <Tag tone="late">已退回 {returned} 个</Tag>}
      {missing > 0 && <span className="text-sm text-ink-soft">未填报 {missing} 个</span>}
      {missing + waiting + returned === 0 && <Tag tone="done">已齐</Tag>}
    </span>
  );
}
