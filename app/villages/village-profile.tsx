import { DefinitionList } from '#app/ui/definition-list.tsx';
import { formatDay, formatNumber } from '#app/ui/format.ts';
import { Missing } from '#app/ui/missing.tsx';
import type { Level } from './level.rules.ts';
import { lineageSentence } from './lineage.rules.ts';
import type { YearLedger } from './statistic.rules.ts';
import type { Village } from './village.repository.server.ts';
import type { LineageEvent } from './village-event.repository.server.ts';
import { LevelTag, RetentionTag } from './village-tags.tsx';

interface VillageProfileProps {
  village: Village;
  level: Level | null;
  asOf: string;
  /** The newest ledger up to the as-of day's year. */
  ledger: YearLedger | undefined;
}

/** What a village is: its place in the plan, its people and its land at a glance, and its own words. */
export function VillageProfile({ village, level, asOf, ledger }: VillageProfileProps) {
  const { code, townName, retention, retentionProposal, retentionNote, industry, settlements, source } = village;
  const year = ledger && `${ledger.year}年台账`;
  const figure = (value: number | null | undefined) => (value == null ? null : formatNumber(value));
  return (
    <>
      <DefinitionList
        columns={2}
        items={[
          { label: '区划代码', value: code, note: source },
          { label: '所属镇', value: townName },
          { label: '美丽乡村等级', value: <LevelTag level={level} />, note: `截至${formatDay(asOf)}` },
          {
            label: '规划保留保护',
            value: <RetentionTag retention={retention} proposal={retentionProposal} />,
            note: retentionNote,
          },
          { label: '户籍人口', value: figure(ledger?.registeredPopulation), unit: '人', note: year },
          { label: '村域面积', value: figure(ledger?.area), unit: 'km²', note: year },
          { label: '主导产业', value: industry },
          { label: '自然村落', value: settlements },
        ]}
      />
      <div className="mt-6 max-w-prose">
        <h3 className="mb-1 text-sm text-ink-soft">村庄简介</h3>
        {village.introduction === null ? <Missing /> : <p className="whitespace-pre-line">{village.introduction}</p>}
      </div>
    </>
  );
}

/** What became of the village, oldest first. */
export function LineageList({ code, lineage }: { code: string; lineage: readonly LineageEvent[] }) {
  if (lineage.length === 0) return <p className="text-ink-soft">没有登记过更名、合并或撤销。</p>;
  return (
    <ul className="grid gap-2">
      {lineage.map((event) => (
        <li key={event.id}>
          {lineageSentence(event, code)}
          {event.note && <span className="block text-sm text-ink-soft">{event.note}</span>}
        </li>
      ))}
    </ul>
  );
}
