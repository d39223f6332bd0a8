import { type Pin, paths } from '#app/http/paths.ts';
import { formatCount } from '#app/ui/format.ts';
import { type Column, DataTable } from '#app/ui/table.tsx';
import { Tag } from '#app/ui/tag.tsx';
import type { Origin } from '#db/tables.ts';
import { stageWords } from './title.fields.ts';
import type { Stage } from './title.schema.ts';
import type { CoursePlace, ListedTitle } from './title-list.rules.ts';
import { dayWords, stageTone, titleName } from './title-words.rules.ts';

/** Where each title stands, as of the day that the rows were made for. */
export function TitleTable({ rows, pin }: { rows: readonly ListedTitle[]; pin: Pin }) {
  return (
    <DataTable
      caption="荣誉与创建"
      hideCaption
      columns={columnsFor(pin)}
      rows={rows}
      rowKey={({ title }) => title.id}
      empty="没有符合条件的荣誉或创建项目。"
    />
  );
}

function columnsFor(pin: Pin): Column<ListedTitle>[] {
  return [
    {
      key: 'title',
      header: '村庄和项目',
      rowHeader: true,
      cell: ({ title }) => <a href={paths.title(title.id, { ...pin })}>{titleName(title)}</a>,
    },
    { key: 'town', header: '镇', cell: ({ title }) => title.town.name },
    { key: 'stage', header: '进展', cell: (row) => <StageTags place={row} origin={row.title.origin} /> },
    { key: 'day', header: '日期', cell: ({ step }) => dayWords(step) },
    { key: 'year', header: '年度', cell: ({ title }) => awardYearWords(title.awardYear) },
    { key: 'document', header: '文号', cell: ({ step }) => step.documentNumber ?? '' },
  ];
}

function awardYearWords(awardYear: number | null): string {
  return awardYear === null ? '' : `${awardYear}年度`;
}

interface StageTagsProps {
  place: Pick<CoursePlace, 'stage' | 'confirmation'>;
  origin: Origin;
}

/** The stage in a tag; beside it what the district has not confirmed, and that a row is for demonstration. */
export function StageTags({ place: { stage, confirmation }, origin }: StageTagsProps) {
  return (
    <span className="inline-flex flex-wrap items-center gap-1.5">
      <Tag tone={stageTone(stage, confirmation === 'pending')}>{stageWords[stage]}</Tag>
      {confirmation === 'pending' && <Tag tone="wait">待区确认</Tag>}
      {confirmation === 'declined' && <Tag tone="late">命名被区退回</Tag>}
      {origin === 'demo' && <Tag>演示</Tag>}
    </span>
  );
}

interface StageStripProps {
  counts: readonly { stage: Stage; count: number }[];
  /** The stage that is shown alone now. */
  current: Stage | undefined;
  /** The address of the list with this stage alone, or with all. */
  href: (stage: Stage | undefined) => string;
}

/** How many stand at each stage, each a link to them. */
export function StageStrip({ counts, current, href }: StageStripProps) {
  const total = counts.reduce((sum, { count }) => sum + count, 0);
  return (
    <nav aria-label="按进展查看" className="mb-6">
      <ul className="flex flex-wrap gap-x-8 gap-y-3 border-y border-line py-3">
        <StageCount label="全部" count={total} href={href(undefined)} current={current === undefined} />
        {counts.map(({ stage, count }) => (
          <StageCount
            key={stage}
            label={stageWords[stage]}
            count={count}
            href={href(stage)}
            current={current === stage}
          />
        ))}
      </ul>
    </nav>
  );
}

function StageCount(props: { label: string; count: number; href: string; current: boolean }) {
  return (
    <li>
      <a
        href={props.href}
        aria-current={props.current ? 'true' : undefined}
        className={`block border-b-2 pb-0.5 no-underline ${props.current ? 'border-qing-700' : 'border-transparent'}`}
      >
        <span className="text-sm">{props.label}</span>{' '}
        <span className="font-song text-xl font-bold tabular-nums">{formatCount(props.count)}</span>
      </a>
    </li>
  );
}
