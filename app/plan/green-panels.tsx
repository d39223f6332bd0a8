import { type Pin, paths } from '#app/http/paths.ts';
import { categoryWords } from '#app/producers/category.ts';
import { StepChart } from '#app/ui/chart/step-chart.tsx';
import { formatDay, formatNumber } from '#app/ui/format.ts';
import { Notice } from '#app/ui/notice.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { DataTable } from '#app/ui/table.tsx';
import { figureNumber } from './figure-words.rules.ts';
import type { GreenReceipt } from './green-receipt.rules.ts';

interface GreenPanelsProps {
  green: GreenReceipt;
  town: string | null;
  pin: Pin;
  /** Whether the figure is of the three towns and of all categories. */
  isWhole: boolean;
}

const percent = (value: number) => figureNumber(value, '%');

/** What ages, what it is made of by category, and what another method would make of it. */
export function GreenPanels({ green, town, pin, isWhole }: GreenPanelsProps) {
  return (
    <>
      <Ageing green={green} pin={pin} isWhole={isWhole} />
      <Panel title="分类别">
        <DataTable
          caption="各类农产品的认证率"
          hideCaption
          rows={green.byCategory}
          rowKey={({ category }) => category}
          columns={[
            {
              key: 'category',
              header: '类别',
              rowHeader: true,
              cell: ({ category }) => (
                <a href={paths.figure('green-rate', { ...pin, town, category })}>{categoryWords[category]}</a>
              ),
            },
            {
              key: 'certified',
              header: '认证产量',
              unit: '吨',
              align: 'end',
              cell: (row) => row.certified && formatNumber(row.certified),
            },
            {
              key: 'local',
              header: '地产产量',
              unit: '吨',
              align: 'end',
              cell: (row) => row.local && formatNumber(row.local),
            },
            {
              key: 'value',
              header: '认证率',
              unit: '%',
              align: 'end',
              cell: (row) => (row.value === null ? null : percent(row.value)),
            },
          ]}
        />
      </Panel>
      <Methods green={green} />
    </>
  );
}

/** The plan's target is for the three towns and all produce together: of a part there is nothing to fall below. */
function Ageing({ green: { forecast, target }, pin, isWhole }: { green: GreenReceipt; pin: Pin; isWhole: boolean }) {
  if (forecast === null || target === null || !isWhole) return null;
  const { falls, steps, until } = forecast;
  const first = steps[0];
  return (
    <Panel title="若不续展" lead="产量按已填报的最近一年不变，证书到期后不再计入。">
      {falls === null ? (
        <Notice tone="success">
          到{formatDay(until)}，认证率都不低于 {target} %。
        </Notice>
      ) : falls.day === first?.day ? (
        <Notice tone="warning">现在就低于 {target} %。</Notice>
      ) : (
        <Notice tone="warning" title={`若不续展，${formatDay(falls.day)}起低于 ${target} %`}>
          <p>届时为 {percent(falls.value)} %。下列证书在此之前到期：</p>
          <ul className="mt-1 list-disc pl-5">
            {falls.causes.map(({ certificate, product, number, endsOn }) => (
              <li key={certificate}>
                {product}，<a href={paths.certificate(certificate, { ...pin })}>{number}</a>，有效期至
                {formatDay(endsOn)}
              </li>
            ))}
          </ul>
        </Notice>
      )}
      <div className="mt-4">
        <StepChart
          title="今后24个月的认证率，若不续展"
          steps={steps}
          until={until}
          target={target}
          format={percent}
          unit="%"
        />
      </div>
    </Panel>
  );
}

function Methods({ green: { otherMethods, breaks } }: { green: GreenReceipt }) {
  if (otherMethods.length === 0 && breaks.length === 0) return null;
  const points = (difference: number) => `${difference < 0 ? '−' : '+'}${Math.abs(difference).toFixed(1)} 个百分点`;
  return (
    <Panel title="换一种口径" lead="口径不同的数不能直接相比，差多少写在这里。">
      <ul className="grid gap-3">
        {otherMethods.map(({ version, text, value, difference }) => (
          <li key={version}>
            <strong>口径第 {version} 版</strong>：{value === null ? '未采集' : `${percent(value)} %`}
            {difference !== null && `，相差 ${points(difference)}`}
            <span className="block max-w-prose text-sm text-ink-soft">{text}</span>
          </li>
        ))}
        {breaks.map(({ day, from, to, before, after }) => (
          <li key={day}>
            逐年图在{formatDay(day)}换了口径（第 {from} 版改为第 {to} 版）：同一天按旧口径{' '}
            {before === null ? '未采集' : `${percent(before)} %`}，按新口径{' '}
            {after === null ? '未采集' : `${percent(after)} %`}。
          </li>
        ))}
      </ul>
    </Panel>
  );
}
