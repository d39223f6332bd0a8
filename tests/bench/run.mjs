/**
 * Measures in a process of its own what a measure-*.ts says: `node tests/bench/run.mjs booklet import`. The program's own
 * modules name each other with `.ts`: bundled they run in plain Node. Fails where a measurement fails.
 */
import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import path from 'node:path';
import { build } from 'vite';

const root = path.resolve(import.meta.dirname, '../..');
const outDir = path.join(root, 'build/bench');

for (const name of process.argv.slice(2)) {
  await build({
    ...{ root, configFile: false, logLevel: 'error' },
    build: { ssr: `tests/bench/measure-${name}.ts`, outDir, target: 'node20', copyPublicDir: false },
  });
  try {
    execFileSync(process.execPath, [path.join(outDir, `measure-${name}.js`)], { cwd: root, stdio: 'inherit' });
  } catch {
    process.exitCode = 1;
  } finally {
    rmSync(outDir, { recursive: true, force: true });
  }
}
