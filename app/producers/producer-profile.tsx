import { type Pin, paths } from '#app/http/paths.ts';
import { DefinitionList } from '#app/ui/definition-list.tsx';
import { formatDay, formatInstant, formatNumber } from '#app/ui/format.ts';
import { DataTable } from '#app/ui/table.tsx';
import { Tag } from '#app/ui/tag.tsx';
import type { Base } from './base.repository.server.ts';
import type { Brand } from './brand.repository.server.ts';
import { categoryWords } from './category.ts';
import type { Membership } from './consortium.repository.server.ts';
import { producerKindWords } from './producer.fields.ts';
import type { findContact, findRemoval, listPublicProductsOf, Producer } from './producer.repository.server.ts';

interface ProducerProfileProps {
  producer: Omit<Producer, 'change' | 'origin' | 'pinyin' | 'initials'>;
  /** Null for whoever may not ring up, and where none is noted. */
  contact: Awaited<ReturnType<typeof findContact>> | null;
  /** That it was removed. */
  removal: Awaited<ReturnType<typeof findRemoval>> | null;
  pin: Pin;
}

/** What is registered of a producer. */
export function ProducerProfile({ producer, contact, removal, pin }: ProducerProfileProps) {
  const { kind, creditCode, townName, villageCode, villageName, introduction, source } = producer;
  const village = villageCode === null ? '未填写' : <a href={paths.village(villageCode, { ...pin })}>{villageName}</a>;
  const person = contact && {
    label: '联系人',
    value: `${contact.person}，${contact.phone}`,
    note: '只有本主体、所属镇和区里能看到',
  };
  const removed = !contact &&
    removal && {
      label: '联系人',
      value: '已删除',
      note: `${formatInstant(removal.removedAt)}由 ${removal.removedBy} 删除`,
    };
  return (
    <>
      <DefinitionList
        columns={2}
        items={[
          { label: '类型', value: producerKindWords[kind] },
          { label: '统一社会信用代码', value: creditCode ?? '没有' },
          { label: '所属镇', value: townName },
          { label: '所在村', value: village },
          ...(person ? [person] : []),
          ...(removed ? [removed] : []),
          ...(source === null ? [] : [{ label: '来源', value: source }]),
        ]}
      />
      {introduction !== null && <p className="mt-3 max-w-prose whitespace-pre-line">{introduction}</p>}
    </>
  );
}

type PublicProduct = Awaited<ReturnType<typeof listPublicProductsOf>>[number];

export function ProducerProducts({ products, pin }: { products: readonly PublicProduct[]; pin: Pin }) {
  return (
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
          cell: ({ id, name }) => <a href={paths.product(id, { ...pin })}>{name}</a>,
        },
        { key: 'category', header: '类别', cell: ({ category }) => categoryWords[category] },
        { key: 'variety', header: '品种', cell: ({ variety }) => variety ?? '未填写' },
        {
          key: 'status',
          header: '状态',
          cell: ({ status }) => (status === 'withdrawn' ? <Tag tone="off">已撤下</Tag> : <Tag tone="done">已公开</Tag>),
        },
      ]}
    />
  );
}

interface ProducerBasesProps {
  bases: readonly Base[];
  /** Whether the reader keeps them. */
  own: boolean;
  pin: Pin;
}

export function ProducerBases({ bases, own, pin }: ProducerBasesProps) {
  const amending = {
    key: 'amend',
    header: '操作',
    cell: ({ producerId, id, crop }: Base) => (
      <a href={paths.producerBase(producerId, id)} aria-label={`编辑${crop}基地`}>
        编辑
      </a>
    ),
  };
  return (
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
          cell: ({ villageCode, villageName }) => <a href={paths.village(villageCode, { ...pin })}>{villageName}</a>,
        },
        { key: 'crop', header: '种养品种', cell: ({ crop }) => crop },
        {
          key: 'area',
          header: '面积',
          unit: '亩',
          align: 'end',
          cell: ({ area }) => (area === null ? null : formatNumber(area)),
        },
        ...(own ? [amending] : []),
      ]}
    />
  );
}

/** The enterprise brands of a producer, each the next link up the chain. */
export function ProducerBrands({ brands, pin }: { brands: readonly Pick<Brand, 'id' | 'name'>[]; pin: Pin }) {
  if (brands.length === 0) return <p className="text-ink-soft">没有登记企业品牌。</p>;
  return (
    <ul className="flex flex-wrap gap-x-6 gap-y-1">
      {brands.map(({ id, name }) => (
        <li key={id}>
          <a href={paths.brand(id, { ...pin })}>{name}</a>
        </li>
      ))}
    </ul>
  );
}

interface MembershipListProps {
  memberships: readonly Membership[];
  /** Which side of the membership is named: the members of a consortium, or the consortia of a member. */
  of: 'producerId' | 'consortiumId';
  pin: Pin;
}

export function MembershipList({ memberships, of, pin }: MembershipListProps) {
  if (memberships.length === 0) return <p className="text-ink-soft">还没有登记成员。</p>;
  return (
    <ul className="grid gap-1 sm:grid-cols-2">
      {memberships.map((membership) => (
        <li key={membership[of]}>
          <a href={paths.producer(membership[of], { ...pin })}>{membership.name}</a>
          {membership.since !== null && (
            <span className="text-sm text-ink-soft">，{formatDay(membership.since)}加入</span>
          )}
        </li>
      ))}
    </ul>
  );
}
