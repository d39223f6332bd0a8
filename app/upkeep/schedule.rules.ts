/** When the nightly upkeep is due. */

const aDay = 24 * 60 * 60 * 1000;
const shanghai = 8 * 60 * 60 * 1000;

/** The newest moment, not after `now`, at which the clock in Shanghai showed `time` (`HH:MM`). */
export function lastSlot(now: Date, time: string): Date {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  const offset = (hour * 60 + minute) * 60 * 1000 - shanghai;
  return new Date(Math.floor((now.getTime() - offset) / aDay) * aDay + offset);
}

/**
 * Whether a night's work is still to be done: also in the morning, where the server stood still at night.
 *
 * @param lastStarted when the last was begun, done or failed; one that failed is not begun again before the next night
 */
export function isDue(now: Date, time: string, lastStarted: Date | null): boolean {
  return lastStarted === null || lastStarted < lastSlot(now, time);
}
