/**
 * The baselines: node:http and nothing else. With `memory` it sends the bytes that the register sent, headers and all;
 * with `sqlite` it runs the queries that the register ran, prepared once, and sends their rows as JSON.
 */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import SQLite from 'better-sqlite3';

export interface PlainAnswer {
  path: string;
  headers: string[];
  /** Base64. */
  body: string;
  queries: { sql: string; parameters: unknown[] }[];
}

const [kind, answersFile = '', databaseFile = ''] = process.argv.slice(2);
const answers: PlainAnswer[] = JSON.parse(readFileSync(answersFile, 'utf8'));

function fromMemory() {
  const known = new Map(
    answers.map(({ path, headers, body }) => [path, { headers, body: Buffer.from(body, 'base64') }] as const),
  );
  return (path: string) => known.get(path);
}

function fromDatabase() {
  const database = new SQLite(databaseFile, { readonly: true });
  const known = new Map(
    answers.map(({ path, queries }) => [
      path,
      queries.map(({ sql, parameters }) => ({ statement: database.prepare(sql), parameters })),
    ]),
  );
  return (path: string) => {
    const rows = known.get(path)?.map(({ statement, parameters }) => statement.all(parameters));
    const body = Buffer.from(JSON.stringify(rows));
    return { headers: ['Content-Type', 'application/json', 'Content-Length', String(body.length)], body };
  };
}

const answer = kind === 'sqlite' ? fromDatabase() : fromMemory();
const server = createServer((request, response) => {
  const found = answer((request.url ?? '').split('?', 1)[0] ?? '');
  response.writeHead(found === undefined ? 404 : 200, found?.headers).end(found?.body);
});
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo;
  process.stdout.write(`http://127.0.0.1:${port}\n`);
});
