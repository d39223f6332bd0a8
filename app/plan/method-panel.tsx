import { paths } from '#app/http/paths.ts';
import { formatDay } from '#app/ui/format.ts';
import { Panel } from '#app/ui/panel.tsx';
import type { Row } from '#db/tables.ts';
import type { Figure } from './figure.schema.ts';
import { figureNumber } from './figure-words.rules.ts';
import type { GreenReceipt } from './green-receipt.rules.ts';
import { methodOutcomes, type Settable, settingsByVersion } from './method-revision.rules.ts';
import { MethodVersions } from './method-versions.tsx';
import type { ObservedReceipt } from './observed-receipt.rules.ts';

interface MethodPanelProps {
  figure: Figure;
  versions: readonly Row<'method'>[];
  settable: Settable;
  green: GreenReceipt | null;
  observed: ObservedReceipt | null;
  /** Whether its reader may set the method anew. */
  revises: boolean;
  opensPapers: boolean;
}

/** The versions of a figure's method, what each makes of the day, and where the trend goes from one to the next. */
export function MethodPanel({ figure, versions, settable, green, observed, revises, opensPapers }: MethodPanelProps) {
  const { key, unit, asOf } = figure;
  return (
    <Panel
      title="口径的版次"
      lead={versions.length > 1 && '口径不同，结果不能直接相比。同一天按各版口径分别是多少，写在表里。'}
      actions={revises && <a href={paths.methodRevise(key)}>调整口径</a>}
    >
      <MethodVersions
        versions={versions}
        settings={settingsByVersion(settable, versions, unit)}
        asOf={asOf}
        outcomes={methodOutcomes(figure, { green, observed })}
        opensPapers={opensPapers}
      />
      {green && <Breaks breaks={green.breaks} />}
    </Panel>
  );
}

function Breaks({ breaks }: Pick<GreenReceipt, 'breaks'>) {
  const told = (value: number | null) => (value === null ? '未采集' : `${figureNumber(value, '%')} %`);
  if (breaks.length === 0) return null;
  return (
    <ul className="mt-4 grid max-w-prose gap-2">
      {breaks.map(({ day, from, to, before, after }) => (
        <li key={day}>
          逐年图到{formatDay(day)}这一点换了口径（第 {from} 版改为第 {to} 版）：同一天按旧口径 {told(before)}，按新口径{' '}
          {told(after)}。
        </li>
      ))}
    </ul>
  );
}
