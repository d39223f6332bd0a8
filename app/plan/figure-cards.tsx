import type { ReactNode } from 'react';
import { type Pin, paths } from '#app/http/paths.ts';
import { ProgressBar } from '#app/ui/chart/progress-bar.tsx';
import { formatDay } from '#app/ui/format.ts';
import { Missing } from '#app/ui/missing.tsx';
import { Tag } from '#app/ui/tag.tsx';
import { barOf, figureNumber, metWord, shareWords, stepWords, targetWords } from './figure-words.rules.ts';
import type { FigureSummary, Overview } from './overview.rules.ts';

interface FigureCardsProps {
  figures: readonly FigureSummary[];
  greenFalls: Overview['greenFalls'];
  pin: Pin;
}

/** The figures side by side, each a link to its receipt. */
export function FigureCards({ figures, greenFalls, pin }: FigureCardsProps) {
  return (
    <ul className="mb-12 grid gap-x-8 gap-y-8 sm:grid-cols-2 lg:grid-cols-3">
      {figures.map((figure) => (
        <FigureCard key={figure.key} figure={figure} pin={pin}>
          {figure.key === 'green-rate' && greenFalls && <FallWords asOf={figure.asOf} {...greenFalls} />}
        </FigureCard>
      ))}
    </ul>
  );
}

function FigureCard({ figure, pin, children }: { figure: FigureSummary; pin: Pin; children?: ReactNode }) {
  const { key, label, value, unit, met } = figure;
  const bar = barOf(figure);
  return (
    <li className="keep-together flex flex-col border-t-2 border-qing-700 pt-3">
      <h2 className="min-h-7 leading-snug font-semibold">
        <a href={paths.figure(key, { ...pin })}>{label}</a>
      </h2>
      <p className="mt-1 flex flex-wrap items-baseline gap-x-2">
        <span className="font-song text-[2.75rem] leading-none font-bold tabular-nums">
          {value === null ? <Missing /> : figureNumber(value, unit)}
        </span>
        {value !== null && <span className="text-ink-soft">{unit}</span>}
        <span className="ml-auto text-sm text-rice-800 tabular-nums">{targetWords(figure)}</span>
      </p>
      {/* Room for the gold mark, which is wider than the bar; without a bar the words stay on their line. */}
      <div className="mt-2 mr-1.5 xl:min-h-[22px]">
        {bar && <ProgressBar label={`${label}的进度`} unit={unit} {...bar} />}
      </div>
      <p className="mt-2 flex flex-wrap items-baseline justify-between gap-x-4 text-sm tabular-nums">
        <span className="font-medium">{stepWords(figure, figure.step)}</span>
        {met === true ? (
          <Tag tone="done">已达到</Tag>
        ) : (
          <span className="text-ink-soft">{met === null ? metWord(figure) : shareWords(figure)}</span>
        )}
      </p>
      <GroundWords figure={figure} />
      {children}
    </li>
  );
}

/** How long a rate that ages by itself holds. One that is below its target already says so above. */
function FallWords({ asOf, day, target }: { asOf: string; day: string; target: number }) {
  if (day <= asOf) return null;
  return (
    <p className="text-sm text-rice-800 tabular-nums">
      若不续展，{formatDay(day)}起低于 {target} %
    </p>
  );
}

/** What the number stands on, in small type: the plan's own number beside what the register holds. */
function GroundWords({ figure: { stock, baseline, reconciliation } }: { figure: FigureSummary }) {
  return (
    <div className="text-sm text-ink-soft tabular-nums">
      {stock && stock.planned !== null && baseline !== null && (
        <p>
          连同规划基期 {baseline} 个，共 {baseline + stock.added} 个，规划 {stock.planned} 个
        </p>
      )}
      {reconciliation && (
        <p>
          {baseline === null ? reconciliation.subject : '规划基期'}：{reconciliation.text}
        </p>
      )}
    </div>
  );
}
