/** What changes add to the tallies, summed up before it is written. */
import type { Sums } from '#db/tables.ts';
import type { Counted, Point } from '#db/tallies.server.ts';
import { isNothing, noSums, periodsOf, plus, type Share } from './tally.rules.ts';

export class Points {
  #points = new Map<Counted, Map<string, Point>>();
  #size = 0;

  get size(): number {
    return this.#size;
  }

  /** What something adds after a change, less what it added before it. */
  addDifference(counted: Counted, change: number, before: readonly Share[], after: readonly Share[]): void {
    if (before === after) return;
    // Most shares stay as they were, and no two of them are of one part and day.
    const earlier = (share: Share) => before.find(({ part, day }) => part === share.part && day === share.day);
    const later = (share: Share) => after.find(({ part, day }) => part === share.part && day === share.day);
    for (const share of after) this.#add(counted, change, share, plus(share.sums, earlier(share)?.sums ?? noSums, -1));
    for (const share of before) if (!later(share)) this.#add(counted, change, share, plus(noSums, share.sums, -1));
  }

  /** Everything that does not come to nothing; then there is nothing left. */
  take(): Point[] {
    const points = [...this.#points.values()].flatMap((own) => [...own.values()]);
    this.#points = new Map();
    this.#size = 0;
    return points.filter(({ sums }) => !isNothing(sums));
  }

  #add(counted: Counted, change: number, { part, day }: Share, sums: Sums): void {
    if (isNothing(sums)) return;
    const own = this.#points.get(counted) ?? new Map<string, Point>();
    this.#points.set(counted, own);
    const { figure, settings } = counted;
    for (const period of periodsOf(day)) {
      const key = `${change} ${period} ${part}`;
      const known = own.get(key);
      if (known === undefined) this.#size += 1;
      own.set(key, { figure, settings, part, period, change, sums: known ? plus(known.sums, sums) : sums });
    }
  }
}
