import { paths } from '#app/http/paths.ts';
import { formatTonnes } from '#app/ui/format.ts';
import { Missing } from '#app/ui/missing.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { DataTable } from '#app/ui/table.tsx';
import { Tag } from '#app/ui/tag.tsx';
import type { Row } from '#db/tables.ts';
import { reviewWords } from './certificate.fields.ts';

type Output = Pick<Row<'output'>, 'productId' | 'year' | 'tonnes' | 'review' | 'reviewReason'>;

interface OutputGridProps {
  products: readonly { id: string; name: string; isPublished: boolean }[];
  /** Newest first. */
  years: readonly number[];
  outputs: readonly Output[];
}

/** A producer's products by year: the tonnes, and where they stand with the town. */
export function OutputGrid({ products, years, outputs }: OutputGridProps) {
  const at = (id: string, year: number) => outputs.find((row) => row.productId === id && row.year === year);
  return (
    <Panel
      title="本主体各产品产量"
      lead="填报后由镇农业农村办审核，通过后计入认证率。"
      actions={
        <nav aria-label="填报" className="flex flex-wrap gap-x-4">
          {years.map((year) => (
            <a key={year} href={paths.outputReport(year)}>
              填报{year}年
            </a>
          ))}
        </nav>
      }
    >
      <DataTable
        caption="各产品各年产量"
        hideCaption
        rows={products}
        rowKey={({ id }) => id}
        empty="还没有登记产品。登记产品后再填报产量。"
        columns={[
          {
            key: 'name',
            header: '产品',
            rowHeader: true,
            cell: ({ id, name, isPublished }) => (isPublished ? <a href={paths.product(id)}>{name}</a> : name),
          },
          ...years.map((year) => ({
            ...{ key: String(year), header: `${year}年`, unit: '吨', align: 'end' as const },
            cell: ({ id }: { id: string }) => <OutputCell output={at(id, year)} />,
          })),
        ]}
      />
    </Panel>
  );
}

function OutputCell({ output }: { output: Output | undefined }) {
  if (output === undefined) return <Missing />;
  const { tonnes, review, reviewReason } = output;
  return (
    <div>
      {tonnes === null ? <Missing /> : formatTonnes(tonnes)}
      {review !== 'accepted' && (
        <span className="block text-sm">
          <Tag tone={review === 'returned' ? 'late' : 'wait'}>{reviewWords[review]}</Tag>
          {review === 'returned' && reviewReason !== null && <span className="block">{reviewReason}</span>}
        </span>
      )}
    </div>
  );
}
