/** What changes add to the tallies, summed up before it is written. */
import type { Counted, Point } from '#db/tallies.server.ts';
import { isNothing, noSums, periodsOf, plus, type Share } from './tally.rules.ts';

export class Points {
  #points = new Map<string, Point>();

  get size(): number {
    return this.#points.size;
  }

  /** What something adds after a change, less what it added before it. */
  addDifference(counted: Counted, change: number, before: readonly Share[], after: readonly Share[]): void {
    if (before === after) return;
    for (const share of before) this.#add(counted, change, share, -1);
    for (const share of after) this.#add(counted, change, share, 1);
  }

  /** Everything that does not come to nothing; then there is nothing left. */
  take(): Point[] {
    const points = [...this.#points.values()].filter(({ sums }) => !isNothing(sums));
    this.#points = new Map();
    return points;
  }

  #add({ figure, settings }: Counted, change: number, { part, day, sums }: Share, times: number): void {
    for (const period of periodsOf(day)) {
      const key = `${figure}\n${settings}\n${part}\n${period}\n${change}`;
      const known = this.#points.get(key);
      const added = plus(known?.sums ?? noSums, sums, times);
      this.#points.set(key, { figure, settings, part, period, change, sums: added });
    }
  }
}
