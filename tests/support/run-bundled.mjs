/** Runs what measures the built register: modules that name each other with `.ts` are bundled to run in plain Node. */
import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import path from 'node:path';
import { build } from 'vite';

/**
 * The process's status tells whether it went well.
 *
 * @param {string} folder below `tests`, which holds a `measure.ts`
 */
export async function runBundled(folder) {
  const outDir = path.resolve('build', folder);
  await build({
    ...{ configFile: false, logLevel: 'error' },
    build: { ssr: `tests/${folder}/measure.ts`, outDir, target: 'node20', copyPublicDir: false },
  });
  try {
    execFileSync(process.execPath, [path.join(outDir, 'measure.js')], { stdio: 'inherit' });
  } catch {
    process.exitCode = 1;
  } finally {
    rmSync(outDir, { recursive: true, force: true });
  }
}
