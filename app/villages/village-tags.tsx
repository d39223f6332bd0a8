/** The states of a village as small marks. */

import { formatDay } from '#app/ui/format.ts';
import { Tag } from '#app/ui/tag.tsx';
import type { VillageEventTable } from '#db/tables.ts';
import { type Level, levelWords } from './level.rules.ts';
import { retentionWords } from './village.fields.ts';
import type { Retention } from './village.schema.ts';

const levelTones = { city: 'done', district: 'active', village: 'plain' } as const;

export function LevelTag({ level }: { level: Level | null }) {
  if (level === null) return <span className="text-ink-soft">暂无</span>;
  return <Tag tone={levelTones[level]}>{levelWords[level]}</Tag>;
}

export function RetentionTag({ retention, proposal }: { retention: Retention; proposal: Retention | null }) {
  const settled = retention === 'unconfirmed' ? 'wait' : 'plain';
  return (
    <span className="inline-flex flex-wrap gap-1.5">
      <Tag tone={settled}>{retentionWords[retention]}</Tag>
      {proposal && <Tag tone="wait">镇报“{retentionWords[proposal]}”，待区确认</Tag>}
    </span>
  );
}

/** How and when a village ended. */
export function EndTag({ kind, day }: Pick<VillageEventTable, 'kind' | 'day'>) {
  return <Tag tone="off">{`${formatDay(day)}${kind === 'merged' ? '并入他村' : '撤销建制'}`}</Tag>;
}
