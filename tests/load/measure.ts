/** What `npm run load` runs: the load that the environment asks for, its numbers, and a failure where anything is wrong. */
import { newFile } from '#tests/support/database.ts';
import { percentile } from './crowd.ts';
import { runLoad } from './run-load.ts';

const load = {
  address: process.env.LOAD_DATABASE_URL ?? newFile(),
  seconds: Number(process.env.LOAD_SECONDS ?? 600),
  processes: Number(process.env.LOAD_PROCESSES ?? 1),
  readers: Number(process.env.LOAD_READERS ?? 200),
  writers: Number(process.env.LOAD_WRITERS ?? 20),
  look: Number(process.env.LOAD_LOOK ?? 2_000),
};

const { tally, faults, memory, changes } = await runLoad(load);
const rate = (times: readonly number[]) => (times.length / load.seconds).toFixed(1);
const line = (what: string, times: readonly number[]) =>
  `${what}: ${times.length}, ${rate(times)}/s, p50 ${percentile(times, 0.5)} ms, p99 ${percentile(times, 0.99)} ms, longest ${percentile(times, 1)} ms`;
const thirds = memory.map((samples) => {
  const third = Math.max(1, Math.floor(samples.length / 3));
  return [0, 1, 2].map((part) => percentile(samples.slice(part * third, (part + 1) * third), 0.5));
});
// The first third fills caches and the heap; after it nothing may grow.
const growing = thirds.filter(([, second = 0, third = 0]) => third > second * 1.25 + 20);
process.stdout.write(
  [
    `${load.readers} readers, ${load.writers} writers, ${load.processes} server processes, ${load.seconds} s, ${load.look} ms a page`,
    line('pages', tally.reads),
    line('writes', tally.writes),
    `changes in the history: ${changes}, answered: ${tally.deeds.length}`,
    `memory (MB, median of each third): ${thirds.map((parts) => parts.join(' → ')).join('; ')}`,
    `complaints: ${tally.complaints.length}, faults: ${faults.length}`,
    ...[...new Set(tally.complaints)].slice(0, 10),
    ...faults.slice(0, 10),
    '',
  ].join('\n'),
);
if (tally.complaints.length + faults.length + growing.length > 0) process.exitCode = 1;
