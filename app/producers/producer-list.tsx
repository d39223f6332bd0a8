import { type Pin, paths } from '#app/http/paths.ts';
import { FilterForm, FilterSelect, FilterText } from '#app/ui/filter-form.tsx';
import { formatNumber } from '#app/ui/format.ts';
import { DataTable } from '#app/ui/table.tsx';
import { producerKindOptions, producerKindWords } from './producer.fields.ts';
import type { ProducerItem } from './producer.repository.server.ts';
import type { ProducerQuery } from './producer.schema.ts';

type Listed = Pick<ProducerItem, 'id' | 'name' | 'kind' | 'townName' | 'villageName' | 'products'>;

export function ProducerTable({ producers, pin }: { producers: readonly Listed[]; pin: Pin }) {
  return (
    <DataTable
      caption="经营主体"
      hideCaption
      rows={producers}
      rowKey={({ id }) => id}
      empty="没有符合条件的经营主体。"
      columns={[
        {
          key: 'name',
          header: '名称',
          rowHeader: true,
          cell: ({ id, name }) => <a href={paths.producer(id, { ...pin })}>{name}</a>,
        },
        { key: 'kind', header: '类型', cell: ({ kind }) => producerKindWords[kind] },
        {
          key: 'place',
          header: '所在地',
          cell: ({ townName, villageName }) => [townName, villageName].filter(Boolean).join(' '),
        },
        {
          key: 'products',
          header: '已公开的产品',
          unit: '个',
          align: 'end',
          cell: ({ products }) => formatNumber(products),
        },
      ]}
    />
  );
}

interface ProducerFiltersProps {
  query: ProducerQuery;
  towns: readonly { code: string; name: string }[];
  pin: Pin;
}

export function ProducerFilters({ query: { q, kind, town }, towns, pin }: ProducerFiltersProps) {
  return (
    <FilterForm
      action={paths.producers()}
      label="筛选经营主体"
      clearHref={paths.producers({ ...pin })}
      filtered={q !== '' || kind !== undefined || town !== undefined}
    >
      <FilterText name="q" label="名称、拼音或代码" value={q} />
      <FilterSelect name="kind" label="类型" value={kind} options={producerKindOptions} />
      <FilterSelect
        name="town"
        label="镇"
        value={town}
        options={towns.map(({ code, name }) => ({ value: code, label: name }))}
      />
      {pin.asOf !== undefined && <input type="hidden" name="asOf" value={pin.asOf} />}
      {pin.change !== undefined && <input type="hidden" name="change" value={pin.change} />}
    </FilterForm>
  );
}
