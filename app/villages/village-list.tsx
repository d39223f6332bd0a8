import { optionsOf } from '#app/field-words.ts';
import { type Pin, paths } from '#app/http/paths.ts';
import { FilterForm, FilterSelect, FilterText } from '#app/ui/filter-form.tsx';
import { formatNumber } from '#app/ui/format.ts';
import { type Column, DataTable } from '#app/ui/table.tsx';
import { levels, levelWords } from './level.rules.ts';
import { retentionWords } from './village.fields.ts';
import type { VillageItem } from './village-list.repository.server.ts';
import { parseSort, type SortKey, type VillageQuery } from './village-query.schema.ts';
import { EndTag, LevelTag, RetentionTag } from './village-tags.tsx';

interface Town {
  code: string;
  name: string;
}

interface VillageListProps {
  items: readonly VillageItem[];
  query: VillageQuery;
  pin: Pin;
}

/** The address of the list with some of its parts changed. Another filter or order starts at its first page. */
export function villagesHref({ query, pin }: Pick<VillageListProps, 'query' | 'pin'>, change: Partial<VillageQuery>) {
  const { sort, page, ...filters } = { ...query, page: 1, ...change };
  return paths.villages({
    ...filters,
    sort: sort === 'code' ? undefined : sort,
    page: page === 1 ? undefined : page,
    ...pin,
  });
}

export function VillageFilters({ query, pin, towns }: { query: VillageQuery; pin: Pin; towns: readonly Town[] }) {
  return (
    <>
      <FilterForm
        action={paths.villages()}
        label="筛选村庄"
        clearHref={paths.villages({ ...pin })}
        filtered={filtersOf(query, towns).length > 0}
      >
        <FilterText name="q" label="村名、拼音或代码" value={query.q} placeholder="如 张马、zm" />
        <FilterSelect name="town" label="镇" value={query.town} options={towns.map(asOption)} />
        <FilterSelect name="level" label="等级" value={query.level} options={levelOptions} />
        <FilterSelect name="retention" label="规划保留保护" value={query.retention} options={retentionOptions} />
        <FilterSelect
          name="ended"
          label="范围"
          value={query.ended}
          blank="现有的村"
          options={[{ value: '1', label: '含已撤并的村' }]}
        />
        {query.sort !== 'code' && <input type="hidden" name="sort" value={query.sort} />}
        {pin.asOf !== undefined && <input type="hidden" name="asOf" value={pin.asOf} />}
        {pin.change !== undefined && <input type="hidden" name="change" value={pin.change} />}
      </FilterForm>
      <ActiveFilters query={query} pin={pin} towns={towns} />
    </>
  );
}

const asOption = ({ code, name }: Town) => ({ value: code, label: name });
const levelOptions = [
  ...levels.map((level) => ({ value: level, label: levelWords[level] })),
  { value: 'none', label: '暂无等级' },
];
const retentionOptions = optionsOf(retentionWords);

/** What the list is narrowed to, each with a link that takes it away. */
function ActiveFilters({ query, pin, towns }: { query: VillageQuery; pin: Pin; towns: readonly Town[] }) {
  const active = filtersOf(query, towns);
  if (active.length === 0) return null;
  return (
    <ul aria-label="当前的筛选" className="mb-4 flex flex-wrap gap-2 text-sm">
      {active.map(({ label, without }) => (
        <li key={label} className="border border-line-strong bg-white px-2 py-0.5">
          {label}{' '}
          <a href={villagesHref({ query, pin }, without)} aria-label={`去掉筛选：${label}`}>
            去掉
          </a>
        </li>
      ))}
    </ul>
  );
}

function filtersOf(query: VillageQuery, towns: readonly Town[]): { label: string; without: Partial<VillageQuery> }[] {
  const { q, town, level, retention, ended } = query;
  const townName = towns.find(({ code }) => code === town)?.name ?? town;
  return [
    q.trim() !== '' && { label: `搜索“${q.trim()}”`, without: { q: '' } },
    townName !== undefined && { label: townName, without: { town: undefined } },
    level !== undefined && {
      label: level === 'none' ? '暂无等级' : levelWords[level],
      without: { level: undefined },
    },
    retention !== undefined && { label: retentionWords[retention], without: { retention: undefined } },
    ended !== undefined && { label: '含已撤并的村', without: { ended: undefined } },
  ].filter((filter) => filter !== false);
}

/** One page of the villages. */
export function VillageTable(props: VillageListProps) {
  const { items, pin } = props;
  const columns: Column<VillageItem>[] = [
    {
      key: 'name',
      header: '村名',
      rowHeader: true,
      sort: sortOf(props, 'name'),
      cell: ({ code, name, end }) => (
        <span className="inline-flex flex-wrap items-baseline gap-x-2">
          <a href={paths.village(code, { ...pin })}>{name}</a>
          {end && <EndTag {...end} />}
        </span>
      ),
    },
    { key: 'town', header: '所属镇', sort: sortOf(props, 'town'), cell: ({ town }) => town.name },
    { key: 'level', header: '等级', sort: sortOf(props, 'level'), cell: ({ level }) => <LevelTag level={level} /> },
    {
      key: 'retention',
      header: '规划保留保护',
      sort: sortOf(props, 'retention'),
      cell: ({ retention, retentionProposal }) => <RetentionTag retention={retention} proposal={retentionProposal} />,
    },
    {
      key: 'population',
      header: '户籍人口',
      unit: '人',
      align: 'end',
      cell: ({ population }) =>
        population && (
          <span>
            {formatNumber(population.value)}
            <span className="ml-2 text-sm text-ink-soft">{population.year}年</span>
          </span>
        ),
    },
    {
      key: 'code',
      header: '区划代码',
      align: 'end',
      sort: sortOf(props, 'code'),
      cell: ({ code }) => <span className="tabular-nums">{code}</span>,
    },
  ];
  return (
    <DataTable
      caption="村庄名册"
      hideCaption
      rows={items}
      rowKey={({ code }) => code}
      columns={columns}
      empty="没有符合条件的村庄。已撤并的村，请把范围改为“含已撤并的村”再找。"
    />
  );
}

/** A second click turns the order round; levels start with the highest. */
function sortOf(list: VillageListProps, key: SortKey): Column<VillageItem>['sort'] {
  const present = parseSort(list.query.sort);
  const first = key === 'level' ? (`-${key}` as const) : key;
  const second = key === 'level' ? key : (`-${key}` as const);
  const sort = list.query.sort === first ? second : first;
  const direction = present.descending ? 'descending' : 'ascending';
  return { href: villagesHref(list, { sort }), direction: present.key === key ? direction : undefined };
}
