import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { may } from '#app/accounts/policy.rules.ts';
import { readOutcome } from '#app/changes/outcome.ts';
import { OutcomeNotice } from '#app/changes/outcome-notice.tsx';
import { reads } from '#app/http/guard.server.ts';
import { paths } from '#app/http/paths.ts';
import { listBasesOf } from '#app/producers/base.repository.server.ts';
import { categoryWords } from '#app/producers/category.ts';
import { listConsortiaOf, listMembers } from '#app/producers/consortium.repository.server.ts';
import { findContact, getProducer, listPublicProductsOf } from '#app/producers/producer.repository.server.ts';
import { producerKindWords } from '#app/producers/producer.schema.ts';
import { DefinitionList } from '#app/ui/definition-list.tsx';
import { formatDay, formatNumber } from '#app/ui/format.ts';
import { Page } from '#app/ui/page.tsx';
import { pageTitle } from '#app/ui/page-title.ts';
import { Panel } from '#app/ui/panel.tsx';
import { DataTable } from '#app/ui/table.tsx';
import { Tag } from '#app/ui/tag.tsx';

export const loader = reads('public.read', async ({ db, register, reader, params, url, view }) => {
  const { id, name, kind, creditCode, townCode, townName, villageCode, villageName, introduction, source } =
    await getProducer(db, params.id);
  const member = ({
    producerId,
    consortiumId,
    name: called,
    since,
  }: Awaited<ReturnType<typeof listMembers>>[number]) => ({
    ...{ producerId, consortiumId, name: called, since },
  });
  return {
    producer: { id, name, kind, creditCode, townName, villageCode, villageName, introduction, source },
    products: await listPublicProductsOf(db, id),
    bases: (await listBasesOf(db, id)).map(({ id: base, villageCode: code, villageName: village, crop, area }) => ({
      ...{ id: base, villageCode: code, villageName: village, crop, area },
    })),
    members: (await listMembers(db, id)).map(member),
    consortia: (await listConsortiaOf(db, id)).map(member),
    // Personal data: for the producer itself, its town and the district.
    contact:
      may(reader, 'producer.amend', townCode) || reader?.producerId === id
        ? ((await findContact(register, id)) ?? null)
        : null,
    ...{ pin: view.pin, outcome: readOutcome(url.searchParams), signedIn: reader !== null },
  };
});

export const meta: MetaFunction<typeof loader> = ({ data }) => pageTitle(data?.producer.name ?? '经营主体');

export default function ProducerPage() {
  const { producer, products, bases, members, consortia, contact, outcome, signedIn, pin } =
    useLoaderData<typeof loader>();
  const { name, kind, creditCode, townName, villageCode, villageName, introduction, source } = producer;
  return (
    <Page title={name} kicker={townName} crumbs={[{ href: paths.producers({ ...pin }), label: '经营主体' }]}>
      <OutcomeNotice outcome={outcome} signedIn={signedIn} />
      <Panel title="基本情况">
        <DefinitionList
          columns={2}
          items={[
            { label: '类型', value: producerKindWords[kind] },
            { label: '统一社会信用代码', value: creditCode ?? '没有' },
            {
              label: '所在村',
              value:
                villageCode === null ? '未填写' : <a href={paths.village(villageCode, { ...pin })}>{villageName}</a>,
            },
            ...(contact === null
              ? []
              : [
                  {
                    label: '联系人',
                    value: `${contact.person}，${contact.phone}`,
                    note: '只有本主体、所属镇和区里能看到',
                  },
                ]),
            ...(source === null ? [] : [{ label: '来源', value: source }]),
          ]}
        />
        {introduction !== null && <p className="mt-3 max-w-prose">{introduction}</p>}
      </Panel>
      <Panel title="产品">
        <DataTable
          caption="产品"
          hideCaption
          rows={products}
          rowKey={({ id }) => id}
          empty="还没有公开的产品。"
          columns={[
            {
              key: 'name',
              header: '产品',
              rowHeader: true,
              cell: (product) => <a href={paths.product(product.id, { ...pin })}>{product.name}</a>,
            },
            { key: 'category', header: '类别', cell: ({ category }) => categoryWords[category] },
            { key: 'variety', header: '品种', cell: ({ variety }) => variety ?? '未填写' },
            {
              key: 'status',
              header: '状态',
              cell: ({ status }) =>
                status === 'withdrawn' ? <Tag tone="off">已撤下</Tag> : <Tag tone="done">已公开</Tag>,
            },
          ]}
        />
      </Panel>
      <Panel title="生产基地">
        <DataTable
          caption="生产基地"
          hideCaption
          rows={bases}
          rowKey={({ id }) => id}
          empty="没有登记生产基地。"
          columns={[
            {
              key: 'village',
              header: '所在村',
              rowHeader: true,
              cell: (base) => <a href={paths.village(base.villageCode, { ...pin })}>{base.villageName}</a>,
            },
            { key: 'crop', header: '种养品种', cell: ({ crop }) => crop },
            {
              key: 'area',
              header: '面积',
              unit: '亩',
              align: 'end',
              cell: ({ area }) => (area === null ? null : formatNumber(area)),
            },
          ]}
        />
      </Panel>
      {members.length > 0 && (
        <Panel title="联合体成员">
          <ul className="grid gap-1 sm:grid-cols-2">
            {members.map((member) => (
              <li key={member.producerId}>
                <a href={paths.producer(member.producerId, { ...pin })}>{member.name}</a>
                {member.since !== null && (
                  <span className="text-sm text-ink-soft">，{formatDay(member.since)}加入</span>
                )}
              </li>
            ))}
          </ul>
        </Panel>
      )}
      {consortia.length > 0 && (
        <Panel title="所在的联合体">
          {consortia.map((consortium) => (
            <p key={consortium.consortiumId}>
              <a href={paths.producer(consortium.consortiumId, { ...pin })}>{consortium.name}</a>
            </p>
          ))}
        </Panel>
      )}
    </Page>
  );
}
