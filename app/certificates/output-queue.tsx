import { paths } from '#app/http/paths.ts';
import { Panel } from '#app/ui/panel.tsx';
import { DataTable } from '#app/ui/table.tsx';

interface Waiting {
  producerId: string;
  producerName: string;
  year: number;
  products: number;
}

/** Producers whose tonnes of a year wait for their town. */
export function OutputQueue({ waiting }: { waiting: readonly Waiting[] }) {
  return (
    <Panel title={`待审核的产量（${waiting.length}）`}>
      <DataTable
        caption="待审核的产量"
        hideCaption
        rows={waiting}
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
