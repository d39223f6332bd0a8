/** The house, held by its imports: who may import whom, which rooms hold what, and that every route says who may. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';

const root = process.cwd();
const sources = ['app', 'db', 'seeds'].flatMap(files);

/** The code files below a folder, with forward slashes. */
function files(folder: string): string[] {
  return readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((file) => `${folder}/${file.split(path.sep).join('/')}`)
    .filter((file) => /\.(ts|tsx|mjs)$/.test(file));
}

interface Import {
  from: string;
  to: string;
  typeOnly: boolean;
}

const imports: Import[] = [...sources, ...files('tests')].flatMap(importsOf);

function importsOf(file: string): Import[] {
  const text = readFileSync(path.join(root, file), 'utf8');
  const pattern =
    /(?:^|\n)\s*(?:import|export)\s+(type\s)?(?:[^'";]*?\sfrom\s+)?['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]\s*\)/g;
  return [...text.matchAll(pattern)].map(([, type, fixed, dynamic]) => ({
    from: file,
    to: resolve(file, fixed ?? dynamic ?? ''),
    typeOnly: type !== undefined,
  }));
}

function resolve(file: string, target: string): string {
  if (target.startsWith('#')) return target.slice(1);
  if (target.startsWith('.')) return path.posix.join(path.posix.dirname(file), target);
  return target;
}

/** Arrows point only leftwards. */
const order = [
  ...['ui', 'http', 'accounts', 'changes', 'villages', 'attachments', 'titles', 'areas', 'producers', 'products'],
  ...['certificates', 'plan', 'reports', 'exchange', 'statements', 'upkeep', 'registry', 'routes'],
];

/** A noun's folder, or nothing for the files at the top of app/ (problem, fields, the entries). */
const roomOf = (file: string) => /^app\/([^/]+)\//.exec(file)?.[1];

/** http holds the door, which knows who may: it stands left of every noun but accounts. */
const rank = (room: string) => (room === 'http' ? order.indexOf('accounts') + 0.5 : order.indexOf(room));

const said = (list: Import[]) => list.map(({ from, to }) => `${from} → ${to}`);

describe('arrows', () => {
  test('every room has its place in the order', () => {
    const rooms = new Set(sources.map(roomOf).filter((room) => room !== undefined));
    expect([...rooms].filter((room) => !order.includes(room))).toEqual([]);
  });

  test('nobody imports to the right', () => {
    const wrong = imports.filter(({ from, to }) => {
      const [own, other] = [roomOf(from), roomOf(to)];
      return own !== undefined && other !== undefined && rank(other) > rank(own);
    });
    expect(said(wrong)).toEqual([]);
  });

  test('db imports nothing from app, seeds and app nothing from tests, nobody routes', () => {
    expect(said(imports.filter(({ from, to }) => from.startsWith('db/') && to.startsWith('app/')))).toEqual([]);
    expect(said(imports.filter(({ from, to }) => !from.startsWith('tests/') && to.startsWith('tests/')))).toEqual([]);
    expect(said(imports.filter(({ from, to }) => !from.startsWith('tests/') && to.startsWith('app/routes/')))).toEqual(
      [],
    );
  });

  test('migrations import nothing of ours', () => {
    expect(
      said(imports.filter(({ from, to }) => from.startsWith('db/migrations/') && !/^(db\/migrations|[a-z@])/.test(to))),
    ).toEqual([]);
    expect(
      said(
        imports.filter(({ from, to }) => from.startsWith('db/migrations/') && /^(app|db)\/(?!migrations\/)/.test(to)),
      ),
    ).toEqual([]);
  });
});

describe('rooms', () => {
  test('kysely is imported in db/ and repositories alone', () => {
    const wrong = imports.filter(
      ({ from, to }) => to === 'kysely' && from.startsWith('app/') && !from.endsWith('.repository.server.ts'),
    );
    expect(said(wrong)).toEqual([]);
  });

  test('better-sqlite3 stays in db/', () => {
    const wrong = imports.filter(({ from, to }) => to === 'better-sqlite3' && !/^(db|tests)\//.test(from));
    expect(said(wrong)).toEqual([]);
  });

  test('Remix stays in routes, http, ui and the entries: the move to React Router is mechanical', () => {
    const wrong = imports.filter(
      ({ from, to }) => to.startsWith('@remix-run/') && !/^(app\/(routes|http|ui)\/|app\/[^/]+$|tests\/)/.test(from),
    );
    expect(said(wrong)).toEqual([]);
  });

  test('Request and Response occur in routes, http and the entries alone', () => {
    const wrong = sources.filter(
      (file) =>
        /^(app|db|seeds)\//.test(file) &&
        !/^app\/(routes|http)\/|^app\/(entry|root)\./.test(file) &&
        /\b(: |<|new )(Request|Response)\b/.test(readFileSync(file, 'utf8')),
    );
    expect(wrong).toEqual([]);
  });

  test('rules and schemas reach neither the database nor the clock nor chance', () => {
    const pure = sources.filter((file) => /\.(rules|schema|fields)\.ts$/.test(file));
    const server = imports.filter(
      ({ from, to, typeOnly }) => pure.includes(from) && /\.server\.ts$/.test(to) && !typeOnly,
    );
    expect(said(server)).toEqual([]);
    const impure = pure.filter((file) =>
      /Date\.now\(|new Date\(\)|Math\.random|process\.env/.test(readFileSync(file, 'utf8')),
    );
    expect(impure).toEqual([]);
  });

  test('views take data: no view imports a repository or a command', () => {
    const views = imports.filter(
      ({ from, to, typeOnly }) =>
        from.endsWith('.tsx') &&
        !from.startsWith('app/routes/') &&
        !/^app\/[^/]+$/.test(from) &&
        /\.server\.ts$/.test(to) &&
        !typeOnly,
    );
    expect(said(views.filter(({ from }) => from.startsWith('app/')))).toEqual([]);
  });

  test('only a noun’s own repositories write its tables', () => {
    const writers = new Map<string, Set<string>>();
    for (const file of sources.filter((name) => name.startsWith('app/'))) {
      for (const [, table = ''] of readFileSync(file, 'utf8').matchAll(
        /\.(?:insertInto|updateTable|deleteFrom)\('(\w+)'\)/g,
      )) {
        writers.set(table, (writers.get(table) ?? new Set()).add(`${roomOf(file)}`));
        expect(file, `${file} writes ${table}`).toMatch(/\.repository\.server\.ts$/);
      }
    }
    const shared = [...writers]
      .filter(([, rooms]) => rooms.size > 1)
      .map(([table, rooms]) => `${table}: ${[...rooms]}`);
    expect(shared).toEqual([]);
  });
});

describe('routes', () => {
  const routes = files('app/routes');

  test.each(routes)('%s declares who may', async (file) => {
    const route: Record<string, unknown> = await import(path.join(root, file));
    const guarded = ['loader', 'action'].filter((name) => route[name] !== undefined);
    expect(guarded.length, 'a route without loader and action declares nothing').toBeGreaterThan(0);
    for (const name of guarded) expect(route[name], name).toHaveProperty('permission', expect.any(String));
  });
});
