/**
 * The booklet of all villages, measured in a process of its own: how long reading and setting it take beside a document
 * of as many plain pages that Typst compiles in the same process (the machine's own pace: read the ratio), and the memory
 * that its thread adds. `npm run bench` runs it; it fails where the thread takes half a gigabyte.
 */
import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import path from 'node:path';
import { build } from 'vite';

const root = path.resolve(import.meta.dirname, '../..');
const outDir = path.join(root, 'build/bench');

// The program's own modules name each other with `.ts`: bundled they run in plain Node.
await build({
  ...{ root, configFile: false, logLevel: 'error' },
  build: { ssr: 'tests/bench/measure-booklet.ts', outDir, target: 'node20', copyPublicDir: false },
});
try {
  execFileSync(process.execPath, [path.join(outDir, 'measure-booklet.js')], { cwd: root, stdio: 'inherit' });
} catch {
  process.exitCode = 1;
} finally {
  rmSync(outDir, { recursive: true, force: true });
}
