/**
 * `npm start`: everything that a fresh clone needs, then the register. `npm run registry -- <verb>` prepares the same
 * way and runs the command line. Both run in this process, so that signals reach them.
 */
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureBuilt, ensureInstalled, enterProject } from './prepare.mjs';

enterProject();
await ensureInstalled();
await ensureBuilt();

const [first, ...rest] = process.argv.slice(2);
const program = path.resolve(`build/server/entry.${first === 'registry' ? 'registry' : 'node'}.js`);
process.env.NODE_ENV = 'production';
process.argv = [process.argv[0] ?? 'node', program, ...(first === 'registry' ? rest : [])];
await import(pathToFileURL(program).href);
