/**
 * `npm run sbom`: the bill of materials of what runs, as CycloneDX on standard output, made from the lock file without
 * asking anybody. npm's own `--omit dev` leaves out what runs and is a tool's dependency as well (express among them), so
 * npm writes down everything, and the lock file says what is for development alone.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';

process.chdir(path.resolve(import.meta.dirname, '..'));

/** @type {{ packages: Record<string, { version: string, dev?: boolean }> }} */
const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8'));
const running = new Set(
  Object.entries(packages)
    .filter(([, { dev }]) => !dev)
    .map(([place, { version }]) => `${place.replace(/^.*node_modules\//, '')}@${version}`),
);

const asked = ['sbom', '--sbom-format', 'cyclonedx', '--sbom-type', 'application', '--package-lock-only'];
/**
 * @type {{ metadata: { component: { 'bom-ref': string } }, components: { name: string, version: string }[],
 *   dependencies: { ref: string, dependsOn: string[] }[] }}
 */
const bill = JSON.parse(execFileSync('npm', asked, { encoding: 'utf8', maxBuffer: 2 ** 26 }));
const components = bill.components.filter(({ name, version }) => running.has(`${name}@${version}`));
const root = bill.metadata.component['bom-ref'];
const dependencies = bill.dependencies
  .filter(({ ref }) => ref === root || running.has(ref))
  .map(({ ref, dependsOn }) => ({ ref, dependsOn: dependsOn.filter((other) => running.has(other)) }));

process.stdout.write(`${JSON.stringify({ ...bill, components, dependencies }, null, 2)}\n`);
