import { ProgressBar } from '#app/ui/chart/progress-bar.tsx';
import { type Definition, DefinitionList } from '#app/ui/definition-list.tsx';
import { Missing } from '#app/ui/missing.tsx';
import { Tag } from '#app/ui/tag.tsx';
import type { Figure } from './figure.schema.ts';
import { barOf, figureNumber, metWord, shareWords, stepWords, stockWords, targetWords } from './figure-words.rules.ts';
import { VerdictTag } from './verdict-tag.tsx';

const planName = '《青浦区加快示范区建设暨青西三镇协同发展“十四五”规划》（青府发〔2022〕16号）';

/** The number itself, large, with its way to the target. */
export function ReceiptNumber({ figure, step }: { figure: Figure; step: number | null }) {
  const { label, value, unit, met, verdict } = figure;
  const bar = barOf(figure);
  const reached = metWord(figure);
  const facts = [shareWords(figure), stepWords(figure, step)].filter((words) => words !== null);
  return (
    <div className="keep-together mb-10 border-y border-line bg-white px-5 py-5 sm:grid sm:grid-cols-[auto_1fr] sm:items-center sm:gap-10">
      <p className="flex items-baseline gap-2">
        <span className="font-song text-[4rem] leading-none font-bold tabular-nums">
          {value === null ? <Missing /> : figureNumber(value, unit)}
        </span>
        {value !== null && <span className="text-lg text-ink-soft">{unit}</span>}
      </p>
      <div className="mt-4 max-w-xl sm:mt-0">
        <p className="flex flex-wrap items-baseline gap-x-4 gap-y-1 tabular-nums">
          <span className="font-medium text-rice-800">{targetWords(figure)}</span>
          {verdict !== null ? <VerdictTag met={met} /> : reached && <Tag tone={met ? 'done' : 'active'}>{reached}</Tag>}
        </p>
        {bar && (
          <div className="mr-1.5">
            <ProgressBar label={`${label}的进度`} unit={unit} {...bar} />
          </div>
        )}
        {bar?.baseline != null && (
          <p className="text-sm text-ink-soft">斜线是规划写明的基期 {bar.baseline} 个，金色是规划的总数。</p>
        )}
        {verdict !== null && <p className="mt-1">{verdict}</p>}
        {facts.length > 0 && <p className="mt-1 text-sm text-ink-soft tabular-nums">{facts.join(' · ')}</p>}
      </div>
    </div>
  );
}

/** The rule, the target and what the plan's own numbers say beside the register's. */
export function ReceiptGround({ figure }: { figure: Figure }) {
  const { method, target, reconciliation } = figure;
  const stock = stockWords(figure);
  const items: (Definition | null)[] = [
    {
      label: '口径',
      value: <span className="block max-w-prose">{method.text}</span>,
      note: `口径第 ${method.version} 版`,
    },
    target && { label: '目标', value: target.text, note: `目标第 ${target.version} 版` },
    reconciliation && { label: '与规划核对', value: reconciliation.text, note: reconciliation.subject },
    stock && stock.planned !== null ? { label: '规划的总数', value: stock.planned } : null,
    stock && { label: '在册的总数', value: stock.registered },
    figure.remarks.length > 0 ? { label: '说明', value: figure.remarks.join('') } : null,
  ];
  return <DefinitionList items={items.filter((item) => item !== null)} />;
}

/** The plan's own sentence. */
export function PlanSentence({ sentence, place }: Pick<Figure, 'sentence' | 'place'>) {
  return (
    <figure className="border-l-4 border-rice-300 pl-5">
      <blockquote className="max-w-prose font-song text-lg leading-relaxed">“{sentence}”</blockquote>
      <figcaption className="mt-2 text-sm text-ink-soft">
        {planName} {place}
      </figcaption>
    </figure>
  );
}
