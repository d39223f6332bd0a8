import type { ReactNode } from 'react';
import { type Pin, paths } from '#app/http/paths.ts';
import { formatNumber } from '#app/ui/format.ts';
import { type Column, DataTable } from '#app/ui/table.tsx';
import { figureNumber } from './figure-words.rules.ts';
import type { FigureByTown } from './overview.rules.ts';
import type { Town } from './plan-ground.rules.ts';

interface TownFiguresProps {
  rows: readonly FigureByTown[];
  towns: readonly Town[];
  pin: Pin;
  caption: string;
}

/** Figures by town; each number leads to its receipt. */
export function TownFigures({ rows, towns, pin, caption }: TownFiguresProps) {
  const columns: Column<FigureByTown>[] = [
    {
      key: 'label',
      header: '指标',
      rowHeader: true,
      cell: ({ key, label, unit }) => (
        <>
          <a href={paths.figure(key, { ...pin })}>{label}</a>
          <span className="text-sm text-ink-soft">（{unit}）</span>
        </>
      ),
    },
    ...towns.map(
      ({ code, name }): Column<FigureByTown> => ({
        key: code,
        header: name,
        align: 'end',
        cell: (row) => townNumber(row, code, pin),
      }),
    ),
    {
      key: 'total',
      header: '三镇合计',
      align: 'end',
      cell: ({ total, unit }) => (total === null ? null : bold(figureNumber(total, unit))),
    },
    {
      key: 'target',
      header: '目标',
      align: 'end',
      cell: ({ target }) => (target === null ? <span className="text-ink-soft">未定</span> : formatNumber(target)),
    },
  ];
  return (
    <div className="keep-together">
      <DataTable caption={caption} hideCaption columns={columns} rows={rows} rowKey={({ key }) => key} />
    </div>
  );
}

function townNumber({ key, label, unit, towns }: FigureByTown, town: string, pin: Pin): ReactNode {
  const own = towns.find(({ code }) => code === town);
  if (!own?.concerned) return <span className="text-ink-soft">不涉及</span>;
  if (own.value === null) return null;
  const number = figureNumber(own.value, unit);
  return (
    <a href={paths.figure(key, { town, ...pin })} aria-label={`${label} ${number}，查看依据`}>
      {number}
    </a>
  );
}

const bold = (text: string) => <strong>{text}</strong>;
