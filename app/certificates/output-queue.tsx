import { paths } from '#app/http/paths.ts';
import { type First, MoreWaiting } from '#app/ui/first-of.tsx';
import { formatNumber } from '#app/ui/format.ts';
import { Panel } from '#app/ui/panel.tsx';
import { DataTable } from '#app/ui/table.tsx';

interface Waiting {
  producerId: string;
  producerName: string;
  year: number;
  products: number;
}

/** Producers whose tonnes of a year wait for their town. */
export function OutputQueue(waiting: First<Waiting>) {
  if (waiting.count === 0) return null;
  return (
    <Panel title={`待审核的产量（${formatNumber(waiting.count)}）`}>
      <MoreWaiting {...waiting} />
      <DataTable
        caption="待审核的产量"
        hideCaption
        rows={waiting.rows}
        rowKey={({ producerId, year }) => `${producerId} ${year}`}
        columns={[
          {
            key: 'producer',
            header: '经营主体',
            rowHeader: true,
            cell: ({ producerId, producerName, year }) => (
              <a href={paths.outputReview(year, producerId)}>{producerName}</a>
            ),
          },
          { key: 'year', header: '年份', cell: ({ year }) => `${year}年` },
          { key: 'products', header: '产品', unit: '个', align: 'end', cell: ({ products }) => products },
        ]}
      />
    </Panel>
  );
}
