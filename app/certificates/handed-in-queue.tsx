import { paths } from '#app/http/paths.ts';
import { ButtonLink } from '#app/ui/button.tsx';
import { type First, MoreWaiting } from '#app/ui/first-of.tsx';
import { formatNumber } from '#app/ui/format.ts';
import { Panel } from '#app/ui/panel.tsx';
import { DataTable } from '#app/ui/table.tsx';
import { Tag } from '#app/ui/tag.tsx';
import { reviewWords } from './certificate.fields.ts';
import type { HandedIn } from './handed-in.repository.server.ts';
import { schemes } from './scheme.rules.ts';

type Waiting = Pick<HandedIn, 'id' | 'number' | 'scheme' | 'productName' | 'producerName' | 'review' | 'reviewReason'>;

/** A producer's certificates that are not accepted yet, or those that wait for an office. */
export function HandedInQueue({ own, ...first }: { own: boolean } & First<Waiting>) {
  if (!own && first.count === 0) return null;
  return (
    <Panel
      title={own ? '我的证书' : `待审核的证书（${formatNumber(first.count)}）`}
      actions={own ? <ButtonLink href={paths.certificateNew()}>登记证书</ButtonLink> : undefined}
    >
      <MoreWaiting {...first} />
      <DataTable
        caption="证书"
        hideCaption
        rows={first.rows}
        rowKey={({ id }) => id}
        empty="没有正在办的证书。"
        columns={[
          {
            key: 'number',
            header: '证书编号',
            rowHeader: true,
            cell: ({ id, number }) => (
              <a href={own ? paths.certificateEdit(id) : paths.certificateReview(id)}>{number}</a>
            ),
          },
          { key: 'scheme', header: '种类', cell: ({ scheme }) => schemes[scheme].word },
          {
            key: 'product',
            header: '产品',
            cell: ({ productName, producerName }) => `${productName}（${producerName}）`,
          },
          {
            key: 'review',
            header: '状态',
            cell: ({ review }) => <Tag tone={review === 'returned' ? 'late' : 'wait'}>{reviewWords[review]}</Tag>,
          },
          { key: 'reason', header: '说明', cell: ({ reviewReason }) => reviewReason ?? '' },
        ]}
      />
    </Panel>
  );
}
