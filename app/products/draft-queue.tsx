import { paths } from '#app/http/paths.ts';
import { ButtonLink } from '#app/ui/button.tsx';
import { type First, MoreWaiting } from '#app/ui/first-of.tsx';
import { formatNumber } from '#app/ui/format.ts';
import { Panel } from '#app/ui/panel.tsx';
import { DataTable } from '#app/ui/table.tsx';
import { Tag } from '#app/ui/tag.tsx';
import type { listDrafts } from './draft.repository.server.ts';
import { draftStateWords } from './product.fields.ts';

type Waiting = Awaited<ReturnType<typeof listDrafts>>[number];

/** A producer's own registrations under way, or those that wait for an office. */
export function DraftQueue({ own, ...first }: { own: boolean } & First<Waiting>) {
  if (!own && first.count === 0) return null;
  const tones = { draft: 'plain', submitted: 'wait', returned: 'late' } as const;
  return (
    <Panel
      title={own ? '我的产品登记' : `待审核的产品登记（${formatNumber(first.count)}）`}
      actions={
        own ? (
          <ButtonLink href={paths.productNew()} look="primary">
            登记产品
          </ButtonLink>
        ) : undefined
      }
    >
      <MoreWaiting {...first} />
      <DataTable
        caption="产品登记"
        hideCaption
        rows={first.rows}
        rowKey={({ productId }) => productId}
        empty="没有正在办的登记。"
        columns={[
          {
            key: 'name',
            header: '产品',
            rowHeader: true,
            cell: ({ productId, name }) => (
              <a href={own ? paths.productEdit(productId) : paths.productReview(productId)}>{name}</a>
            ),
          },
          { key: 'producer', header: '经营主体', cell: ({ producerName }) => producerName },
          {
            key: 'state',
            header: '状态',
            cell: ({ state }) => <Tag tone={tones[state]}>{draftStateWords[state]}</Tag>,
          },
          {
            key: 'reason',
            header: '说明',
            cell: ({ reviewReason, status }) => reviewReason ?? (status === 'public' ? '修改已公开的产品' : '首次登记'),
          },
        ]}
      />
    </Panel>
  );
}
