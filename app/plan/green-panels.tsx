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

/** What ages, and what it is made of by category. */
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
    </>
  );
}

/** The plan's target is for the three towns and all produce together: of a part there is nothing to fall below. */
function Ageing({
  green: { forecast, target, coming },
  pin,
  isWhole,
}: {
  green: GreenReceipt;
  pin: Pin;
  isWhole: boolean;
}) {
  if (forecast === null || target === null || !isWhole) return null;
  const { falls, steps, until } = forecast;
  const first = steps[0];
  return (
    <Panel
      title="若不续展"
      lead={`产量按已填报的最近一年不变，证书到期后不再计入。${coming ? `口径按现行的一版，${formatDay(coming.day)}起生效的第 ${coming.version} 版没有用在这里。` : ''}`}
    >
      {falls === null ? (
        <Notice tone="success">
          到{formatDay(until)}，认证率都不低于 {target} %。
        </Notice>
      ) : falls.day === first?.day ? (
        <Notice tone="warning">现在就低于 {target} %。</Notice>
      ) : (
        <Notice tone="warning" title={`若不续展，${formatDay(falls.day)}起低于 ${target} %`}>
          <p>
            届时为 {percent(falls.value)} %。
            {falls.areAll ? '下列证书在此之前到期：' : '在此之前到期的证书很多，最早的是：'}
          </p>
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
