/**
 * `npm run bench`: the register beside its baselines in the same run, as ratios, for absolute times are the machine's. It
 * prints a table and writes it to `tests/bench/result.md`. Parts may be named: `npm run bench -- http booklet`.
 */
import { spawn } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { build } from 'vite';

/** @typedef {import('./rows.ts').BenchRow} BenchRow */

const root = path.resolve(import.meta.dirname, '../..');
const outDir = path.join(root, 'build/bench');
const parts = ['http', 'write', 'start', 'import', 'booklet'];
/** Takes long: measured when it is asked for. */
const onRequest = ['growth'];
const asked = process.argv.slice(2);
const unknown = asked.find((part) => ![...parts, ...onRequest].includes(part));
if (unknown !== undefined) {
  process.stderr.write(`no part is called ${unknown}: ${[...parts, ...onRequest].join(', ')}\n`);
  process.exit(1);
}

// The program's own modules name each other with `.ts`: bundled they run in plain Node.
const wanted = asked.length === 0 ? parts : asked;
// All of them, so that what they share has files of its own: the seeds, loaded late, must not wait for a measurement to end.
const programs = ['plain-server', ...[...parts, ...onRequest].map((part) => `measure-${part}`)];
const input = programs.map((name) => `tests/bench/${name}.ts`);
await build({
  ...{ root, configFile: false, logLevel: 'error' },
  build: { ssr: true, rollupOptions: { input }, outDir, target: 'node20', copyPublicDir: false },
});
/** @type {BenchRow[]} */
const rows = [];
for (const part of wanted) rows.push(...(await run(part)));
rmSync(outDir, { recursive: true, force: true });

const [cpu] = os.cpus();
const table = [
  `${cpu?.model ?? ''}, ${os.cpus().length} cores, Node ${process.version}, ${new Date().toISOString().slice(0, 10)}`,
  '',
  '| 工作 | 登记簿 | 基准 | 单位 | 比 | 要求 |',
  '|---|---:|---:|---|---:|---|',
  ...rows.map(line),
  '',
].join('\n');
if (rows.length > 0) process.stdout.write(table);
if (asked.length === 0) writeFileSync(path.join(import.meta.dirname, 'result.md'), table);

/** @param {BenchRow} row */
function line({ work, register, baseline, unit, wanted, isDifference = false }) {
  const ratio = isDifference ? register - baseline : register / baseline;
  const sign = unit === '次/秒' ? '≥' : '≤';
  const isMet = wanted === null || (unit === '次/秒' ? ratio >= wanted : ratio <= wanted);
  const verdict = wanted === null ? '' : `${sign} ${wanted}${isMet ? '' : ' 未达到'}`;
  return `| ${work} | ${register.toFixed(0)} | ${baseline.toFixed(0)} | ${unit} | ${isDifference ? `差 ${ratio.toFixed(0)}` : ratio.toFixed(2)} | ${verdict} |`;
}

/**
 * One measurement in a process of its own; its other lines pass through.
 *
 * @param {string} part
 * @returns {Promise<BenchRow[]>}
 */
function run(part) {
  const child = spawn(process.execPath, [path.join(outDir, `measure-${part}.js`)], {
    ...{ cwd: root, stdio: ['ignore', 'pipe', 'inherit'] },
  });
  let printed = '';
  child.stdout.on('data', (chunk) => {
    printed += String(chunk);
  });
  return new Promise((resolve) => {
    child.once('close', (status) => {
      if (status !== 0) process.exitCode = 1;
      const lines = printed.split('\n').filter(Boolean);
      process.stdout.write(
        lines
          .filter((each) => !each.startsWith('row '))
          .join('\n')
          .concat('\n'),
      );
      resolve(lines.filter((each) => each.startsWith('row ')).map((each) => JSON.parse(each.slice(4))));
    });
  });
}
