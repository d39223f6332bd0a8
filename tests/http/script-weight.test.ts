/** What a form page loads before anybody touches it, as the build lists it (`npm test` has built it). */
import { readdirSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { z } from 'zod';

/** Bytes after gzip that the scripts of a form page may have. */
const most = 120_000;

const Part = z.object({ module: z.string(), imports: z.array(z.string()).default([]) });
const Manifest = z.object({ entry: Part, routes: z.record(z.string(), Part) });

const assets = 'build/client/assets';
const manifest = Manifest.parse(
  JSON.parse(
    readFileSync(`${assets}/${readdirSync(assets).find((name) => name.startsWith('manifest-'))}`, 'utf8')
      .replace('window.__remixManifest=', '')
      .replace(/;$/, ''),
  ),
);

const forms = readdirSync('app/routes')
  .filter((file) => readFileSync(`app/routes/${file}`, 'utf8').includes('interactive: true'))
  .map((file) => `routes/${file.replace(/\.tsx$/, '')}`);

function scriptBytes(route: string): number {
  const parts = [manifest.entry, manifest.routes.root, manifest.routes[route]];
  const files = new Set(parts.flatMap((part) => (part ? [part.module, ...part.imports] : [])));
  return [...files].reduce((sum, file) => sum + gzipSync(readFileSync(`build/client${file}`)).length, 0);
}

test('there are form pages, and scripts in them', () => {
  expect(forms.length).toBeGreaterThan(30);
  expect(Math.min(...forms.map(scriptBytes))).toBeGreaterThan(50_000);
});

test.each(forms)('%s loads at most 120 kB of scripts', (route) => {
  expect(scriptBytes(route)).toBeLessThanOrEqual(most);
});
