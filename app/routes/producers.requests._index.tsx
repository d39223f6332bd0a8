import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { reads } from '#app/http/guard.server.ts';
import { paths } from '#app/http/paths.ts';
import { joinStateWords } from '#app/producers/join.schema.ts';
import { countWaitingRequests, listJoinRequests } from '#app/producers/join-request.repository.server.ts';
import { producerKindWords } from '#app/producers/producer.fields.ts';
import { formatInstant, formatNumber } from '#app/ui/format.ts';
import { Notice } from '#app/ui/notice.tsx';
import { Page } from '#app/ui/page.tsx';
import { pageTitle } from '#app/ui/page-title.ts';
import { DataTable } from '#app/ui/table.tsx';
import { Tag } from '#app/ui/tag.tsx';

/** An office sees the requests to its own town, the district all. */
export const loader = reads(
  'join.review',
  { town: async ({ reader }) => reader.townCode },
  async ({ register, reader }) => {
    const town = reader.role === 'district' ? null : reader.townCode;
    const requests = await listJoinRequests(register, town);
    return {
      waiting: await countWaitingRequests(register, town),
      requests: requests.map(({ id, name, kind, townName, state, submittedAt }) => {
        return { id, name, kind, townName, state, submittedAt };
      }),
    };
  },
);

export const meta: MetaFunction = () => pageTitle('登记申请');

export default function JoinRequests() {
  const { requests, waiting } = useLoaderData<typeof loader>();
  const listed = requests.filter(({ state }) => state === 'waiting').length;
  return (
    <Page
      title="登记申请"
      lead="经营主体的账户申请，等待审核的在前。"
      crumbs={[{ href: paths.producers(), label: '经营主体' }]}
    >
      {waiting > listed && (
        <Notice tone="info">
          共 {formatNumber(waiting)} 份等待审核，下面先列最早的 {listed} 份，办完后其余的会接着列出。
        </Notice>
      )}
      <DataTable
        caption="登记申请"
        hideCaption
        rows={requests}
        rowKey={({ id }) => id}
        empty="没有申请。"
        columns={[
          {
            key: 'name',
            header: '名称',
            rowHeader: true,
            cell: ({ id, name }) => <a href={paths.reviewRequest(id)}>{name}</a>,
          },
          { key: 'kind', header: '类型', cell: ({ kind }) => producerKindWords[kind] },
          { key: 'town', header: '所属镇', cell: ({ townName }) => townName },
          { key: 'at', header: '提交时间', cell: ({ submittedAt }) => formatInstant(submittedAt) },
          {
            key: 'state',
            header: '状态',
            cell: ({ state }) => (
              <Tag tone={state === 'waiting' ? 'wait' : state === 'accepted' ? 'done' : 'off'}>
                {joinStateWords[state]}
              </Tag>
            ),
          },
        ]}
      />
    </Page>
  );
}
