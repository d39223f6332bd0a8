/** From the darkest to the lightest; `unsure` has a dashed edge. Patterns on the edge tell them apart without colour. */
export type TileTone = 'full' | 'strong' | 'light' | 'none' | 'unsure';

export interface Tile {
  key: string;
  label: string;
  href: string;
  tone: TileTone;
}

export interface TileGroup {
  key: string;
  label: string;
  /** A count in words, beside the name of the group. */
  note?: string;
  tiles: readonly Tile[];
}

export interface TileLegend {
  tone: TileTone;
  label: string;
  count?: number;
}

/** A wall: one linked tile for each thing, in groups, its tone said to screen readers by the words of the legend. */
export function TileGrid({ groups, legend }: { groups: readonly TileGroup[]; legend: readonly TileLegend[] }) {
  const words = new Map(legend.map((entry) => [entry.tone, entry.label]));
  return (
    <div>
      <ul aria-label="图例" className="mb-5 flex flex-wrap gap-x-6 gap-y-2 text-sm">
        {legend.map((entry) => (
          <li key={entry.tone} className="flex items-center gap-2">
            <span aria-hidden="true" className="tile h-6 w-9 min-h-0!" data-tone={entry.tone} />
            {entry.label}
            {entry.count !== undefined && <span className="text-ink-soft tabular-nums">{entry.count}</span>}
          </li>
        ))}
      </ul>
      {groups.map((group) => (
        <section key={group.key} className="mb-6 lg:grid lg:grid-cols-[8rem_1fr] lg:gap-6">
          <h3 className="mb-2 font-semibold">
            {group.label}
            {group.note && (
              <span className="ml-2 text-sm font-normal text-ink-soft tabular-nums lg:ml-0 lg:block">{group.note}</span>
            )}
          </h3>
          <ul className="grid grid-cols-[repeat(auto-fill,minmax(6.25rem,1fr))] gap-1.5">
            {group.tiles.map((tile) => (
              <li key={tile.key} className="grid">
                <a href={tile.href} className="tile" data-tone={tile.tone}>
                  {tile.label}
                  <span className="sr-only">，{words.get(tile.tone)}</span>
                </a>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}
