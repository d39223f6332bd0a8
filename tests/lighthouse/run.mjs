/**
 * `npm run lighthouse`: what a phone of 2016 on a slow line makes of the built register's pages (Lighthouse's own phone
 * settings), in Chromium. Lighthouse is installed in the folder beside this file when it is first asked for.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import path from 'node:path';
import { build } from 'vite';
import { ensureBuilt, ensureInstalled, enterProject } from '../../app/prepare.mjs';

enterProject();
await ensureInstalled();
await ensureBuilt();
const tool = path.join(import.meta.dirname, 'tool');
if (!existsSync(path.join(tool, 'node_modules')))
  execFileSync('npm', ['ci', '--ignore-scripts'], { cwd: tool, stdio: 'inherit' });
const outDir = path.resolve('build/lighthouse');

// The tests' own modules name each other with `.ts`: bundled they run in plain Node.
await build({
  ...{ configFile: false, logLevel: 'error' },
  build: { ssr: 'tests/lighthouse/measure.ts', outDir, target: 'node20', copyPublicDir: false },
});
try {
  execFileSync(process.execPath, [path.join(outDir, 'measure.js')], { stdio: 'inherit' });
} catch {
  process.exitCode = 1;
} finally {
  rmSync(outDir, { recursive: true, force: true });
}
