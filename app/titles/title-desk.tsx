import { paths } from '#app/http/paths.ts';
import { type Column, DataTable } from '#app/ui/table.tsx';
import { stageWords } from './title.fields.ts';
import type { Waiting } from './title-queue.rules.ts';
import { dayWords, titleName } from './title-words.rules.ts';

interface TitleQueueProps {
  caption: string;
  waiting: readonly Waiting[];
  /** Where one deals with it. */
  href: (waiting: Waiting) => string;
  /** Shows what the district wrote when it declined. */
  withAnswer?: boolean;
}

/** Titles that wait for somebody, each a link to where he deals with it. */
export function TitleQueue({ caption, waiting, href, withAnswer = false }: TitleQueueProps) {
  const columns: Column<Waiting>[] = [
    {
      key: 'title',
      header: '村庄和项目',
      rowHeader: true,
      cell: (row) => <a href={href(row)}>{titleName(row.title)}</a>,
    },
    { key: 'town', header: '镇', cell: ({ title }) => title.town.name },
    { key: 'stage', header: '进展', cell: ({ step }) => stageWords[step.stage] },
    { key: 'day', header: '日期', cell: ({ step }) => dayWords(step) },
    withAnswer
      ? { key: 'answer', header: '退回的原因', prose: true, cell: ({ step }) => step.confirmationReason ?? '' }
      : { key: 'proposer', header: '提出', cell: ({ step }) => step.proposerName ?? '未登记' },
  ];
  return (
    <DataTable
      caption={caption}
      hideCaption
      columns={columns}
      rows={waiting}
      rowKey={({ title, step }) => `${title.id}/${step.sequence}`}
    />
  );
}

export const settlingHref = ({ title }: Waiting) => paths.titleConfirm(title.id);
export const titleHref = ({ title }: Waiting) => paths.title(title.id);
