import { optionsOf } from '#app/field-words.ts';
import { type Pin, paths } from '#app/http/paths.ts';
import { stageWords } from '#app/titles/title.fields.ts';
import { StageTags } from '#app/titles/title-table.tsx';
import { FilterForm, FilterSelect, FilterText } from '#app/ui/filter-form.tsx';
import { type Column, DataTable } from '#app/ui/table.tsx';
import { Tag } from '#app/ui/tag.tsx';
import { areaKindWords } from './area.fields.ts';
import type { ListedArea } from './area.rules.ts';
import type { AreaSearch, AreaWithSteps } from './area.schema.ts';

/** Where each area stands, as of the day that the rows were made for. */
export function AreaTable({ rows, pin }: { rows: readonly ListedArea[]; pin: Pin }) {
  return (
    <DataTable
      caption="示范片区"
      hideCaption
      columns={columnsFor(pin)}
      rows={rows}
      rowKey={({ area }) => area.id}
      empty="没有符合条件的示范片区。"
    />
  );
}

function columnsFor(pin: Pin): Column<ListedArea>[] {
  return [
    {
      key: 'name',
      header: '名称',
      rowHeader: true,
      cell: ({ area }) => <a href={paths.area(area.id, { ...pin })}>{area.name}</a>,
    },
    { key: 'kind', header: '类型', cell: ({ area }) => areaKindWords[area.kind] },
    { key: 'towns', header: '镇', cell: ({ area }) => townWords(area) },
    { key: 'corridor', header: '示范走廊', cell: ({ area }) => area.corridor ?? '' },
    { key: 'members', header: '成员村', unit: '个', align: 'end', cell: ({ area }) => area.members.length || null },
    { key: 'stage', header: '进展', cell: ({ area, place }) => <AreaStage area={area} place={place} /> },
    { key: 'counts', header: '列入规划新增', cell: ({ area }) => (area.countsTowardsPlan === 1 ? '是' : '否') },
  ];
}

/** The stage in a tag; of an area without a step that none is registered. */
export function AreaStage({ area, place }: ListedArea) {
  return place === null ? <Tag>未登记进展</Tag> : <StageTags place={place} origin={area.origin} />;
}

export const townWords = ({ towns }: Pick<AreaWithSteps, 'towns'>) => towns.map(({ name }) => name).join('、');

interface AreaFiltersProps {
  search: AreaSearch;
  towns: readonly { code: string; name: string }[];
  /** Kept when the filters are sent. */
  pin: Pin;
}

export function AreaFilters({ search, towns, pin }: AreaFiltersProps) {
  const stages = optionsOf(stageWords);
  return (
    <FilterForm
      action={paths.areas()}
      label="筛选示范片区"
      clearHref={paths.areas({ ...pin })}
      filtered={Object.values(search).some((value) => value !== undefined)}
    >
      {Object.entries(pin).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <FilterText name="q" label="名称、走廊或村名" value={search.q} />
      <FilterSelect name="kind" label="类型" value={search.kind} options={optionsOf(areaKindWords)} />
      <FilterSelect
        name="town"
        label="镇"
        value={search.town}
        options={towns.map(({ code, name }) => ({ value: code, label: name }))}
      />
      <FilterSelect
        name="stage"
        label="进展"
        value={search.stage}
        options={[...stages, { value: 'none', label: '未登记进展' }]}
      />
    </FilterForm>
  );
}
