import { paths } from '#app/http/paths.ts';
import { Button } from '#app/ui/button.tsx';
import { TextField } from '#app/ui/field.tsx';
import { formatTonnes } from '#app/ui/format.ts';
import { Missing } from '#app/ui/missing.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { DataTable } from '#app/ui/table.tsx';
import { takeName } from './output.schema.ts';

export interface WaitingOutput {
  productId: string;
  productName: string;
  tonnes: number | null;
  /** What was accepted for the year before. */
  before: number | null;
  /** 核准产量 of its certificates in tonnes a year; null where none states one. */
  approved: number | null;
}

interface OutputReviewProps {
  outputs: readonly WaitingOutput[];
  year: number;
  latest: number;
  /** What was ticked and typed, where the answer could not be kept. */
  typed: Readonly<Record<string, string>> | null;
  problem: string | null;
}

/** What a producer reported of a year beside the year before and what its certificates approve, and the two answers. */
export function OutputReview({ outputs, year, latest, typed, problem }: OutputReviewProps) {
  if (outputs.length === 0) return <p>没有等待审核的产量。</p>;
  return (
    <form method="post">
      {problem !== null && <Notice tone="error">{problem}</Notice>}
      <input type="hidden" name="change" value={latest} />
      <DataTable
        caption={`${year}年填报的产量`}
        rows={outputs}
        rowKey={({ productId }) => productId}
        columns={[
          {
            key: 'product',
            header: '产品',
            rowHeader: true,
            cell: ({ productId, productName }) => (
              <label className="flex cursor-pointer items-start gap-2.5">
                <input
                  type="checkbox"
                  name={takeName(productId)}
                  defaultChecked={typed === null || takeName(productId) in typed}
                  className="mt-1 size-4.5 flex-none accent-qing-700"
                />
                {productName}
              </label>
            ),
          },
          { key: 'tonnes', header: '填报', unit: '吨', align: 'end', cell: ({ tonnes }) => tonnesOf(tonnes) },
          { key: 'before', header: `${year - 1}年`, unit: '吨', align: 'end', cell: ({ before }) => tonnesOf(before) },
          {
            key: 'approved',
            header: '核准产量',
            unit: '吨/年',
            align: 'end',
            cell: ({ approved }) => (approved === null ? '—' : formatTonnes(approved)),
          },
          {
            key: 'page',
            header: '产品页',
            cell: ({ productId }) => <a href={paths.product(productId)}>查看</a>,
          },
        ]}
      />
      <div className="mt-6">
        <Button name="intent" value="accept">
          通过所选产量
        </Button>
      </div>
      <div className="mt-8">
        <TextField
          name="reason"
          label="退回的原因"
          hint="对方会看到，可修改后重新填报"
          width="full"
          defaultValue={typed?.reason}
        />
        <Button look="quiet" name="intent" value="return">
          退回所选产量
        </Button>
      </div>
    </form>
  );
}

const tonnesOf = (tonnes: number | null) => (tonnes === null ? <Missing /> : formatTonnes(tonnes));
