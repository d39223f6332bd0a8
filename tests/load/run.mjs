/**
 * `npm run load`: 200 readers and 20 writers for ten minutes against the built register. `LOAD_SECONDS`, `LOAD_PROCESSES`,
 * `LOAD_READERS`, `LOAD_WRITERS` and `LOAD_LOOK` (milliseconds that a person looks at a page) make it another load.
 */
import { ensureBuilt, ensureInstalled, enterProject } from '../../app/prepare.mjs';

enterProject();
await ensureInstalled();
await ensureBuilt();
// Only now: it needs what was installed.
const { runBundled } = await import('../support/run-bundled.mjs');
await runBundled('load');
