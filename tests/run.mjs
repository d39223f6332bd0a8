/**
 * `npm test`: installs and builds what is missing, then every check and every test. The last line is the count. Where `TEST_ENGINE` says
 * postgres, as `npm run test:postgres` does, every test runs there and none on SQLite.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ensureBuilt, ensureInstalled, enterProject, say } from '../app/prepare.mjs';

enterProject();
await ensureInstalled();

/** Where an engine is spoken to in words of its own. `npm run test:postgres` runs everything there, for as long again. */
const onPostgres = ['accounts', 'changes', 'db', 'http', 'load', 'registry', 'replica', 'titles', 'villages'];

let passed = 0;
let failed = 0;

title('types');
check('tsc', ['--noEmit']);
title('lint and format');
check('biome', ['check', '.']);
title('dead code');
check('knip', ['--no-progress']);
title('build');
await ensureBuilt();
title('tests');
test();
if (process.env.TEST_ENGINE !== 'postgres') {
  title('tests on PostgreSQL');
  test(
    { TEST_ENGINE: 'postgres' },
    onPostgres.map((folder) => `tests/${folder}/`),
  );
}

process.stdout.write(`${passed} passed, ${failed} failed\n`);
process.exitCode = failed === 0 ? 0 : 1;

/** A check that fails counts as one failed test.
 * @param {string} tool
 * @param {string[]} args
 */
function check(tool, args) {
  if (!succeeds(tool, args)) failed += 1;
}

/**
 * @param {Record<string, string>} environment
 * @param {string[]} choice
 */
function test(environment = {}, choice = []) {
  const folder = mkdtempSync(path.join(tmpdir(), 'register-tests-'));
  const report = path.join(folder, 'report.json');
  const args = ['run', '--config', 'remix.config.js', '--reporter=default', '--reporter=json', ...choice];
  const isClean = succeeds('vitest', [...args, `--outputFile.json=${report}`], environment);
  const before = failed;
  try {
    count(JSON.parse(readFileSync(report, 'utf8')));
  } catch (error) {
    say(`no report from the tests: ${error instanceof Error ? error.message : error}`);
  }
  rmSync(folder, { recursive: true });
  // Something outside the tests failed, an unhandled rejection for instance, or nothing was run at all.
  if (!isClean && failed === before) failed += 1;
}

/**
 * @param {{numPassedTests: number, numFailedTests: number, testResults: {status: string, assertionResults: {status: string}[]}[]}} report
 */
function count(report) {
  passed += report.numPassedTests;
  failed += report.numFailedTests;
  // A file that cannot even be loaded has no tests to count, but it failed.
  const broken = report.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((result) => result.status === 'failed'),
  );
  failed += broken.length;
}

/**
 * @param {string} tool a command of node_modules
 * @param {string[]} args
 * @param {Record<string, string>} [environment]
 */
function succeeds(tool, args, environment) {
  const env = { ...process.env, ...environment };
  return spawnSync(path.join('node_modules', '.bin', tool), args, { stdio: 'inherit', env }).status === 0;
}

/** @param {string} name */
function title(name) {
  process.stdout.write(`\n== ${name}\n`);
}
