import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { may, reachesProducer } from '#app/accounts/policy.rules.ts';
import { listRecentChanges } from '#app/changes/change.repository.server.ts';
import { readOutcome } from '#app/changes/outcome.ts';
import { OutcomeNotice } from '#app/changes/outcome-notice.tsx';
import { RecentChanges } from '#app/changes/recent-changes.tsx';
import { reads } from '#app/http/guard.server.ts';
import { paths } from '#app/http/paths.ts';
import { noteContactRead } from '#app/http/security-log.server.ts';
import { listBasesOf } from '#app/producers/base.repository.server.ts';
import { listBrandsOf } from '#app/producers/brand.repository.server.ts';
import { listConsortiaOf, listMembers } from '#app/producers/consortium.repository.server.ts';
import { producerWords } from '#app/producers/producer.fields.ts';
import {
  findContact,
  findRemoval,
  getProducer,
  listPublicProductsOf,
} from '#app/producers/producer.repository.server.ts';
import {
  MembershipList,
  ProducerBases,
  ProducerBrands,
  ProducerProducts,
  ProducerProfile,
} from '#app/producers/producer-profile.tsx';
import { ButtonLink } from '#app/ui/button.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { Page } from '#app/ui/page.tsx';
import { pageTitle } from '#app/ui/page-title.ts';
import { Panel } from '#app/ui/panel.tsx';

export const loader = reads('public.read', async (visit) => {
  const { db, present, reader, params, url, view } = visit;
  const { change: _, ...producer } = await getProducer(db, params.id);
  const { id, townCode } = producer;
  // A page of another day or of an older version is for reading.
  const writer = Object.keys(view.pin).length > 0 ? null : reader;
  // Personal data: for the producer itself, its town and the district.
  const mayRingUp = may(reader, 'producer.amend', townCode) || may(reader, 'product.draft', id);
  const contact = mayRingUp ? ((await findContact(visit.register, id)) ?? null) : null;
  if (reader && contact && reader.producerId !== id) noteContactRead(visit.context, reader, id);
  return {
    producer,
    products: await listPublicProductsOf(db, id),
    bases: await listBasesOf(db, id),
    brands: await listBrandsOf(db, id),
    members: await listMembers(db, id),
    consortia: await listConsortiaOf(db, id),
    contact,
    history: reachesProducer(reader, { producerId: id, townCode })
      ? await listRecentChanges(present, reader, { owner: 'producer', id }, view.change)
      : null,
    office: may(writer, 'producer.amend', townCode),
    own: may(writer, 'product.draft', id),
    removal: mayRingUp ? ((await findRemoval(visit.register, id)) ?? null) : null,
    contactDone: url.searchParams.get('contact'),
    ...{ pin: view.pin, outcome: readOutcome(url.searchParams), signedIn: reader !== null },
  };
});

export const meta: MetaFunction<typeof loader> = ({ data }) => pageTitle(data?.producer.name ?? '经营主体');

export default function ProducerPage() {
  const data = useLoaderData<typeof loader>();
  const { producer, own, office, history, pin } = data;
  const { id, name, kind, townName } = producer;
  return (
    <Page
      title={name}
      kicker={townName}
      crumbs={[{ href: paths.producers({ ...pin }), label: '经营主体' }]}
      actions={
        <>
          {office && <ButtonLink href={paths.producerEdit(id)}>编辑资料</ButtonLink>}
          {own && <ButtonLink href={paths.producerContact(id)}>联系方式</ButtonLink>}
        </>
      }
    >
      <OutcomeNotice outcome={data.outcome} words={producerWords.fields} signedIn={data.signedIn} />
      {data.contactDone !== null && (
        <Notice tone="success">{data.contactDone === 'removed' ? '联系方式已删除' : '联系方式已保存'}</Notice>
      )}
      <Panel title="基本情况" id="profile">
        <ProducerProfile producer={producer} contact={data.contact} removal={data.removal} pin={pin} />
      </Panel>
      <Panel title="产品" id="products">
        <ProducerProducts products={data.products} pin={pin} />
      </Panel>
      <Panel
        title="品牌"
        id="brands"
        actions={own && <a href={paths.producerBrand(id, 'new')}>新增品牌</a>}
        lead={<a href={paths.brands({ ...pin })}>全部品牌和一镇一品</a>}
      >
        <ProducerBrands brands={data.brands} pin={pin} />
      </Panel>
      <Panel title="生产基地" id="bases" actions={own && <a href={paths.producerBase(id, 'new')}>新增基地</a>}>
        <ProducerBases bases={data.bases} own={own} pin={pin} />
      </Panel>
      {kind === 'consortium' && (
        <Panel title="联合体成员" id="members" actions={office && <a href={paths.producerMembers(id)}>管理成员</a>}>
          <MembershipList memberships={data.members} of="producerId" pin={pin} />
        </Panel>
      )}
      {data.consortia.length > 0 && (
        <Panel title="所在的联合体" id="consortia">
          <MembershipList memberships={data.consortia} of="consortiumId" pin={pin} />
        </Panel>
      )}
      {history && (
        <Panel title="最近的变更" id="history" actions={<a href={paths.changes({ producer: id })}>全部变更</a>}>
          <RecentChanges changes={history} />
        </Panel>
      )}
    </Page>
  );
}
