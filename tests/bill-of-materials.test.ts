/** `npm run sbom` names whatever runs: all that the dependencies of package.json lead to by the lock file, and no tool. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { z } from 'zod';

const Links = z.record(z.string(), z.string()).optional();
const Lock = z.object({
  packages: z.record(
    z.string(),
    z.object({ version: z.string(), dependencies: Links, optionalDependencies: Links, peerDependencies: Links }),
  ),
});
const Bill = z.object({
  bomFormat: z.literal('CycloneDX'),
  components: z.array(
    z.object({
      name: z.string(),
      version: z.string(),
      purl: z.string().startsWith('pkg:npm/'),
      hashes: z.array(z.object({ alg: z.literal('SHA-512') })).length(1),
    }),
  ),
  dependencies: z.array(z.object({ ref: z.string(), dependsOn: z.array(z.string()) })),
});

const { packages } = Lock.parse(JSON.parse(readFileSync('package-lock.json', 'utf8')));

/** Where Node finds a package that one at this place asks for: beside it, or further out. */
function placeOf(name: string, from: string): string | undefined {
  const inner = `${from === '' ? '' : `${from}/`}node_modules/${name}`;
  if (packages[inner]) return inner;
  return from === '' ? undefined : placeOf(name, from.slice(0, Math.max(0, from.lastIndexOf('/node_modules/'))));
}

function reachedFrom(place: string, seen: Set<string>): Set<string> {
  const { dependencies, optionalDependencies, peerDependencies } = packages[place] ?? {};
  for (const name of Object.keys({ ...dependencies, ...optionalDependencies, ...peerDependencies })) {
    const to = placeOf(name, place);
    if (to === undefined || seen.has(to)) continue;
    reachedFrom(to, seen.add(to));
  }
  return seen;
}

test('it names every package that runs with its version, address and hash, and none that only builds or tests', () => {
  const bill = Bill.parse(JSON.parse(execFileSync(process.execPath, ['app/sbom.mjs'], { encoding: 'utf8' })));
  const named = bill.components.map(({ name, version }) => `${name}@${version}`);
  const running = [...reachedFrom('', new Set())].map(
    (place) => `${place.replace(/^.*node_modules\//, '')}@${packages[place]?.version}`,
  );
  expect(running.length).toBeGreaterThan(200);
  expect(running.filter((each) => !named.includes(each))).toEqual([]);
  expect(named.filter((each) => /^(vitest|@biomejs\/biome|playwright-core|@remix-run\/dev)@/.test(each))).toEqual([]);
  const linked = bill.dependencies.flatMap(({ ref, dependsOn }) => [ref, ...dependsOn]);
  expect(new Set(linked.filter((ref) => !ref.startsWith('qingxi-rural-register')))).toEqual(new Set(named));
});
