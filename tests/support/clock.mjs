/**
 * Loaded before a server that a test gives a clock of its own: `TEST_CLOCK` names a file with an instant, from which time
 * goes on. SIGUSR2 sets the clock again, and the file `.set` beside it says when that is done.
 */
import { readFileSync, writeFileSync } from 'node:fs';

const file = process.env.TEST_CLOCK ?? '';
const RealDate = Date;
const now = Date.now;
let shift = 0;

function set() {
  const instant = readFileSync(file, 'utf8');
  shift = RealDate.parse(instant) - now();
  writeFileSync(`${file}.set`, instant);
}

globalThis.Date = new Proxy(RealDate, {
  construct: (date, parts) => Reflect.construct(date, parts.length === 0 ? [now() + shift] : parts),
  get: (date, name) => (name === 'now' ? () => now() + shift : Reflect.get(date, name)),
});

set();
process.on('SIGUSR2', set);
