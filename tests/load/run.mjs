/**
 * `npm run load`: 200 readers and 20 writers for ten minutes against the built register. `LOAD_DATABASE_URL` (an empty one), `LOAD_SECONDS`, `LOAD_PROCESSES`,
 * `LOAD_READERS`, `LOAD_WRITERS` and `LOAD_LOOK` (milliseconds that a person looks at a page) make it another load.
 */
import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import path from 'node:path';
import { build } from 'vite';
import { ensureBuilt, ensureInstalled, enterProject } from '../../app/prepare.mjs';

enterProject();
await ensureInstalled();
await ensureBuilt();
const outDir = path.resolve('build/load');

// The tests' own modules name each other with `.ts`: bundled they run in plain Node.
await build({
  ...{ configFile: false, logLevel: 'error' },
  build: { ssr: 'tests/load/measure.ts', outDir, target: 'node20', copyPublicDir: false },
});
try {
  execFileSync(process.execPath, [path.join(outDir, 'measure.js')], { stdio: 'inherit' });
} catch {
  process.exitCode = 1;
} finally {
  rmSync(outDir, { recursive: true, force: true });
}
