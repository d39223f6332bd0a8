/** The addresses of a running register, found as people find them: by its links. */
import path from 'node:path';
import type { Answer } from './ask.ts';
import { type Form, readPage } from './page.ts';
import { halfway, type ReaderName, readers, type Stand } from './stand.ts';

export interface Place {
  /** The route's address with its parameters: `/villages/:code`. */
  route: string;
  address: string;
}

interface BuiltRoute {
  id: string;
  parentId?: string;
  path?: string;
  module: { loader?: unknown; action?: unknown; default?: unknown };
}

const build: { routes: Record<string, BuiltRoute> } = await import(path.resolve('build/server/server-build.js'));

function patternOf({ parentId, path: own }: BuiltRoute): string {
  const parent = parentId === undefined ? undefined : build.routes[parentId];
  return `${parent ? patternOf(parent).replace(/\/$/, '') : ''}/${own ?? ''}`.replace(/(.)\/$/, '$1');
}

/** Every address that the program answers at, but for the two that catch what is no page. */
export const routes: readonly { route: string; writes: boolean; isPage: boolean }[] = Object.values(build.routes)
  .filter(({ id }) => !['root', 'routes/$', 'routes/api.$'].includes(id))
  .map((route) => ({
    route: patternOf(route),
    writes: route.module.action !== undefined,
    isPage: route.module.default !== undefined,
  }))
  .sort((a, b) => a.route.localeCompare(b.route));

const matchers = routes
  .map(({ route }) => ({ route, pattern: new RegExp(`^${route.replace(/[.]/g, '\\.').replace(/:\w+/g, '([^/]+)')}$`) }))
  // What is written out goes before what is a parameter, as in the program.
  .sort((a, b) => a.route.split(':').length - b.route.split(':').length);

export function routeOf(address: string): string | null {
  const { pathname } = new URL(address, 'http://register');
  return matchers.find(({ pattern }) => pattern.test(pathname))?.route ?? null;
}

/** A form that a reader was shown. */
export interface ShownForm {
  reader: ReaderName;
  /** The page that shows it, and where the form is sent. */
  page: string;
  target: string;
  form: Form;
}

export interface Walk {
  /** By the route that they are sent to, forms that somebody was shown: one of each kind for each reader. */
  forms: Map<string, ShownForm[]>;
  /** By route, addresses that somebody was shown. */
  places: Map<string, Set<string>>;
  /** Names and values that stand behind the question mark of the register's own links and search forms. */
  queries: Map<string, Set<string>>;
  /** Links of the register's own pages that lead nowhere. */
  dead: string[];
}

/** What is made at some cost, and the same for everybody who may have it: one reader looks at it. */
const isFile = (route: string) => /\.(pdf|xlsx|svg)$|:file$/.test(route);

/** Follows the links of every reader to one page of each route. */
export async function walkAll(stand: Stand, beginnings: readonly string[]): Promise<Walk> {
  const walk: Walk = { forms: new Map(), places: new Map(), queries: new Map(), dead: [] };
  for (const reader of readers) {
    const seen = new Set<string>();
    const asked = new Set<string>();
    const waiting = reader === halfway ? ['/login/code'] : ['/', '/desk', ...beginnings];
    for (let address = waiting.shift(); address !== undefined; address = waiting.shift()) {
      const route = routeOf(address);
      if (route === null || route === '/logout' || seen.has(route) || asked.has(address)) continue;
      if (isFile(route) && walk.places.has(route)) continue;
      asked.add(address);
      const answer = await stand.get(reader, address);
      if (answer.status === 200) seen.add(route);
      note(walk, { route, address }, answer, beginnings);
      if (answer.headers['content-type']?.startsWith('text/html')) {
        const { links, forms } = readPage(answer.body);
        for (const form of forms) noteForm(walk, { reader, page: address, target: targetOf(form, address), form });
        if (reader !== halfway) waiting.push(...links.flatMap((link) => inside(link, address)));
      }
    }
  }
  return walk;
}

function note(walk: Walk, { route, address }: Place, { status }: Answer, beginnings: readonly string[]): void {
  if (status === 404 && !beginnings.includes(address)) walk.dead.push(address);
  if (status !== 200) return;
  put(walk.places, route, address);
  for (const [name, value] of new URL(address, 'http://register').searchParams) put(walk.queries, name, value);
}

/** Where a form is sent. */
export function targetOf({ action }: Form, page: string): string {
  const { pathname, search } = new URL(action || page, `http://register${page}`);
  return pathname + search;
}

function noteForm(walk: Walk, shown: ShownForm): void {
  const { form, target, reader } = shown;
  if (form.method === 'get')
    for (const { name, value, options } of form.fields)
      for (const each of [value, ...options.slice(0, 12)]) put(walk.queries, name, each);
  const route = routeOf(target);
  if (form.method === 'get' || route === null || route === '/logout') return;
  const known = walk.forms.get(route) ?? [];
  walk.forms.set(route, known);
  const isKnown = (other: ShownForm) => other.reader === reader && kindOf(other.form) === kindOf(form);
  if (!known.some(isKnown)) known.push(shown);
}

/** What makes a form the same on two pages: its buttons and its fields, whatever identities stand in their names. */
export function kindOf({ fields, buttons }: Form): string {
  const names = [...new Set(fields.map(({ name }) => name.replace(/-.*/, '')))];
  const intents = fields.filter(({ name }) => name === 'intent').map(({ value }) => value);
  return JSON.stringify([names, intents, buttons.map(({ value }) => value)]);
}

function put(map: Map<string, Set<string>>, key: string, value: string): void {
  map.set(key, (map.get(key) ?? new Set()).add(value));
}

/** A link as an address of the register; none where it leads elsewhere. */
function inside(link: string, from: string): string[] {
  if (!URL.canParse(link, `http://register${from}`)) return [];
  const { origin, pathname, search } = new URL(link, `http://register${from}`);
  return origin === 'http://register' ? [pathname + search] : [];
}
