import { type Pin, paths } from '#app/http/paths.ts';
import { Missing } from '#app/ui/missing.tsx';
import { type Column, DataTable } from '#app/ui/table.tsx';
import type { Figure } from './figure.schema.ts';
import { figureNumber, targetText } from './figure-words.rules.ts';
import type { IndicatorFigure } from './observed-figure.rules.ts';
import { attributeWords, basisWords } from './observed-words.rules.ts';
import { VerdictTag } from './verdict-tag.tsx';

/** What the plan's own text commits to, each with its place there. */
export function CommitmentTable({ figures, pin }: { figures: readonly Figure[]; pin: Pin }) {
  const columns: Column<Figure>[] = [
    { key: 'label', header: '任务', rowHeader: true, cell: (figure) => <FigureLink figure={figure} pin={pin} /> },
    { key: 'place', header: '规划章节', cell: ({ place }) => place },
    { key: 'target', header: '目标', cell: ({ target }) => target?.text ?? '只列现有数，没有目标' },
    { key: 'value', header: '现在', align: 'end', cell: (figure) => <Value figure={figure} /> },
    { key: 'met', header: '判断', cell: ({ met, target }) => (target === null ? '' : <VerdictTag met={met} />) },
  ];
  return (
    <DataTable
      caption="规划正文的任务和进展"
      hideCaption
      columns={columns}
      rows={figures}
      rowKey={({ key }) => key}
      empty="登记簿在这一版本还没有录入规划。"
    />
  );
}

interface IndicatorTableProps {
  indicators: readonly IndicatorFigure[];
  pin: Pin;
  /** The year that its reader may enter; null for readers who may not. */
  entering: number | null;
}

/** Table 1 of the plan, in its own order and under its own headings. */
export function IndicatorTable({ indicators, pin, entering }: IndicatorTableProps) {
  const columns: Column<IndicatorFigure>[] = [
    {
      key: 'label',
      header: '指标',
      rowHeader: true,
      cell: ({ figure, position }) => (
        <span className="flex gap-3">
          <span className="w-5 flex-none text-end font-normal text-ink-soft tabular-nums">{position}</span>
          <FigureLink figure={figure} pin={pin} />
        </span>
      ),
    },
    { key: 'attribute', header: '属性', cell: ({ attribute }) => (attribute ? attributeWords[attribute] : '') },
    {
      key: 'target',
      header: '“十四五”目标',
      cell: ({ figure: { target, unit } }) =>
        target && (
          <>
            {targetText(target, unit)}
            {target.version > 1 && <span className="block text-sm text-rice-800">第 {target.version} 版</span>}
          </>
        ),
    },
    {
      key: 'value',
      header: '最近的数',
      align: 'end',
      cell: ({ figure, year, kind }) => (
        <>
          <Value figure={figure} />
          {year !== null && figure.value !== null && (
            <span className="block text-sm text-ink-soft">{basisWords(kind, year)}</span>
          )}
        </>
      ),
    },
    {
      key: 'met',
      header: '判断',
      prose: true,
      cell: ({ figure: { met, verdict } }) => (
        <div>
          <VerdictTag met={met} />
          {met === null && <span className="mt-0.5 block text-sm text-ink-soft">{verdict}</span>}
        </div>
      ),
    },
    ...(entering === null ? [] : [enterColumn(entering)]),
  ];
  return (
    <DataTable
      caption="规划表1的20项指标"
      hideCaption
      columns={columns}
      rows={indicators}
      rowKey={({ figure }) => figure.key}
      groupBy={({ domain }) => domain ?? ''}
      empty="登记簿在这一版本还没有录入表1。"
    />
  );
}

const enterColumn = (year: number): Column<IndicatorFigure> => ({
  key: 'enter',
  header: '填报',
  cell: ({ figure: { key, label } }) => (
    <a
      className="screen-only whitespace-nowrap"
      href={paths.observation(key, year)}
      aria-label={`填报${label}${year}年数`}
    >
      {year}年
    </a>
  ),
});

function FigureLink({ figure: { key, label, unit }, pin }: { figure: Figure; pin: Pin }) {
  return (
    <span>
      <a href={paths.figure(key, { ...pin })}>{label}</a>
      <span className="text-sm font-normal whitespace-nowrap text-ink-soft">（{unit}）</span>
    </span>
  );
}

function Value({ figure: { value, unit } }: { figure: Figure }) {
  return value === null ? <Missing /> : <strong>{figureNumber(value, unit)}</strong>;
}
