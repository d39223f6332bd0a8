import { type Pin, paths } from '#app/http/paths.ts';
import { TileGrid, type TileLegend, type TileTone } from '#app/ui/chart/tile-grid.tsx';
import { levels, levelWords } from '#app/villages/level.rules.ts';
import type { Overview, WallVillage } from './overview.rules.ts';

const tones = { city: 'full', district: 'strong', village: 'light' } as const;

/** One tile a village, by town, toned by its level on the day. */
export function VillageWall({ wall, pin }: { wall: Overview['wall']; pin: Pin }) {
  const all = wall.flatMap(({ villages }) => villages);
  return (
    <TileGrid
      legend={legendOf(all)}
      groups={wall.map(({ town, villages }) => ({
        key: town.code,
        label: town.name,
        note: noteOf(villages),
        tiles: villages.map((village) => ({
          key: village.code,
          label: village.name,
          href: paths.village(village.code, { ...pin }),
          tone: toneOf(village),
        })),
      }))}
    />
  );
}

function toneOf({ level, retention }: WallVillage): TileTone {
  if (level !== null) return tones[level];
  return retention === 'unconfirmed' ? 'unsure' : 'none';
}

function legendOf(villages: readonly WallVillage[]): TileLegend[] {
  const count = (tone: TileTone) => villages.filter((village) => toneOf(village) === tone).length;
  return [
    ...levels.map((level) => ({ tone: tones[level], label: levelWords[level], count: count(tones[level]) })),
    { tone: 'none', label: '暂无称号', count: count('none') },
    { tone: 'unsure', label: '暂无称号，是否规划保留保护待确认', count: count('unsure') },
  ];
}

function noteOf(villages: readonly WallVillage[]): string {
  const titled = villages.filter(({ level }) => level !== null).length;
  return `有称号 ${titled} / ${villages.length}`;
}
