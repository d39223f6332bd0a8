/**
 * `npm run lighthouse`: what a phone of 2016 on a slow line makes of the built register's pages (Lighthouse's own phone
 * settings), in Chromium. Lighthouse is installed in the folder beside this file when it is first asked for.
 */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { ensureBuilt, ensureInstalled, enterProject } from '../../app/prepare.mjs';

enterProject();
await ensureInstalled();
await ensureBuilt();
const tool = path.join(import.meta.dirname, 'tool');
if (!existsSync(path.join(tool, 'node_modules')))
  execFileSync('npm', ['ci', '--ignore-scripts'], { cwd: tool, stdio: 'inherit' });
// Only now: it needs what was installed.
const { runBundled } = await import('../support/run-bundled.mjs');
await runBundled('lighthouse');
