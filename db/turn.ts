/** Who writes in this program: one after the other, in the order in which they asked. */

let waiting = 0;

/** How many of this program want to write and wait until another has finished. */
export const waitingForDatabase = () => waiting;

export class Turn {
  #isTaken = false;
  readonly #waiting: (() => void)[] = [];

  async take(): Promise<void> {
    if (this.#isTaken) {
      waiting += 1;
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
      waiting -= 1;
    }
    this.#isTaken = true;
  }

  give(): void {
    const next = this.#waiting.shift();
    if (next) next();
    else this.#isTaken = false;
  }
}
