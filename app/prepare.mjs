/**
 * Brings a clone to the point where it can run: dependencies as the lock file says, a build as the sources say. Plain
 * Node without dependencies, because it runs before there are any. Progress goes to standard error.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const INSTALL_STAMP = 'node_modules/.register-stamp';
const BUILD_STAMP = 'build/.stamp';
const SOURCES = [
  'app',
  'db',
  'seeds',
  'public',
  'remix.config.js',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
];

/** Makes the project's folder the working directory and refuses a Node that cannot run it. */
export function enterProject() {
  process.chdir(path.resolve(import.meta.dirname ?? '.', '..'));
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  say(`无法启动：需要 20.19 或更新的 Node.js，这台机器上是 ${process.versions.node}。`);
  process.exit(1);
}

/** Installs the dependencies unless they are those of the lock file, compiled for this Node. */
export async function ensureInstalled() {
  const abi = process.versions.modules;
  const wanted = `${abi} ${hash(['package-lock.json'])}`;
  const stamp = read(INSTALL_STAMP);
  if (stamp === wanted) return;
  const isForOtherNode = stamp !== null && !stamp.startsWith(`${abi} `);
  if (isForOtherNode || !matchesLock()) {
    say('正在安装依赖，首次需要一两分钟（其中约一分钟编译数据库组件）……');
    // Building needs the development dependencies whatever NODE_ENV says.
    await run('npm', ['ci', '--include=dev', '--no-fund', '--no-audit'], '依赖没有装好');
  }
  writeFileSync(INSTALL_STAMP, wanted);
}

/** Builds unless the last build was made from these very sources. */
export async function ensureBuilt() {
  const wanted = hash(SOURCES);
  if (read(BUILD_STAMP) === wanted) return;
  say('正在构建页面，约需半分钟……');
  rmSync(BUILD_STAMP, { force: true });
  const remix = 'node_modules/@remix-run/dev/dist/cli.js';
  await run(process.execPath, [remix, 'vite:build', '--config', 'remix.config.js'], '构建没有成功', {
    NODE_ENV: 'production',
  });
  writeFileSync(BUILD_STAMP, wanted);
}

/** @param {string} line */
export function say(line) {
  process.stderr.write(`${line}\n`);
}

/** Whether npm's own record of what it installed agrees with the lock file: somebody may have run npm by hand. */
function matchesLock() {
  const installed = read('node_modules/.package-lock.json');
  if (installed === null) return false;
  const have = JSON.parse(installed).packages;
  /** @type {[string, {version?: string, optional?: boolean, devOptional?: boolean}][]} */
  const wanted = Object.entries(JSON.parse(readFileSync('package-lock.json', 'utf8')).packages);
  return wanted.every(
    ([where, entry]) => where === '' || entry.optional || entry.devOptional || have[where]?.version === entry.version,
  );
}

/**
 * Runs a program silently; its output is shown, and the process ends, only when it fails.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {string} failure
 * @param {Record<string, string>} [env]
 */
function run(command, args, failure, env = {}) {
  const child = spawn(command, args, { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  /** @type {Buffer[]} */
  const output = [];
  child.stdout.on('data', (chunk) => output.push(chunk));
  child.stderr.on('data', (chunk) => output.push(chunk));
  return new Promise((resolve) => {
    /** @param {string} reason */
    const fail = (reason) => {
      process.stderr.write(Buffer.concat(output));
      say(`${failure}：${reason}`);
      process.exit(1);
    };
    child.on('error', (error) => fail(error.message));
    child.on('close', (status, signal) => {
      if (status === 0) resolve(undefined);
      else fail(`${command} ${args[0]} 以 ${signal ?? status} 结束。`);
    });
  });
}

/** @param {string[]} roots names and contents of these files, and of all under these folders but documents, which build nothing */
function hash(roots) {
  const sum = createHash('sha256');
  for (const file of roots.flatMap(filesUnder)) sum.update(`\0${file}\0`).update(readFileSync(file));
  return sum.digest('hex');
}

/**
 * @param {string} root
 * @returns {string[]}
 */
function filesUnder(root) {
  if (!existsSync(root)) return [];
  if (!statSync(root).isDirectory()) return [root];
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .flatMap((entry) =>
      entry.isFile() && !entry.name.endsWith('.md') ? [path.join(entry.parentPath, entry.name)] : [],
    )
    .sort();
}

/** @param {string} file */
function read(file) {
  return existsSync(file) ? readFileSync(file, 'utf8') : null;
}
