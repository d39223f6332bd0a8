/**
 * Which route answers an address, found in a tree. The pages' router (Remix) tries every route anew with each request: that
 * is as much time as a row of JSON takes, so it is left to pages.
 */
import type { LoaderFunction, LoaderFunctionArgs } from '@remix-run/node';
import findMyWay from 'find-my-way';
import type { AskedFor } from './context.server.ts';

interface ManifestRoute {
  id: string;
  parentId?: string;
  path?: string;
  index?: boolean;
  module?: { loader?: LoaderFunction; action?: unknown; default?: unknown };
}

type Routes = Readonly<Record<string, ManifestRoute | undefined>>;

export interface Resource {
  /** `/api/v1/villages/:code` */
  pattern: string;
  loader: (args: Pick<LoaderFunctionArgs, 'params' | 'context'> & { request: AskedFor }) => unknown;
  params: Record<string, string | undefined>;
}

export interface RouteTable {
  /** The pattern of the route that answers a path: `/villages/:code/edit`, or `none`. */
  nameOf(path: string): string;
  /** What of the JSON interface answers a path; null where a page does, or nothing. */
  resourceOf(path: string): Resource | null;
  /** Whether a form may be posted to a path; of an address that is no page's, that is for the pages to say. */
  takesForms(path: string): boolean;
}

/** @param routes those of the built program */
export function routeTable(routes: Routes): RouteTable {
  // As the pages' router takes them: a slash at the end, and capitals, make no difference.
  const tree = findMyWay({ ignoreTrailingSlash: true, caseSensitive: false, maxParamLength: 4_096 });
  for (const route of Object.values(routes)) {
    const isAnswering = route !== undefined && (route.index === true || (route.path ?? '') !== '');
    const pattern = isAnswering ? patternOf(route, routes) : null;
    if (pattern !== null) tree.on('GET', pattern, () => undefined, { pattern, module: route?.module });
  }
  const find = (path: string): { store: Stored; params: Resource['params'] } | null => tree.find('GET', path);
  const findPage = (path: string) => find(pageOf(path));
  return {
    nameOf(path) {
      const pattern = findPage(path)?.store.pattern ?? '*';
      return pattern.endsWith('*') ? 'none' : pattern;
    },
    takesForms(path) {
      const found = findPage(path);
      return found === null || found.store.module?.action !== undefined;
    },
    resourceOf(path) {
      const found = path.startsWith('/api/v1/') ? find(path) : null;
      const { loader, default: page } = found?.store.module ?? {};
      if (!found || !loader || page !== undefined) return null;
      // Made by `reads`, as every loader is: it looks at no more of a request.
      return { params: found.params, pattern: found.store.pattern, loader: loader as Resource['loader'] };
    },
  };
}

/** What a page with scripts asks for by itself stands under the page's own address. */
const pageOf = (path: string) => path.replace(/^\/_root\.data$/, '/').replace(/\.data$/, '');

interface Stored {
  pattern: string;
  module: ManifestRoute['module'];
}

function patternOf(route: ManifestRoute, routes: Routes): string {
  const parts: string[] = [];
  for (let at: ManifestRoute | undefined = route; at; at = at.parentId === undefined ? undefined : routes[at.parentId])
    if (at.path) parts.unshift(at.path);
  return `/${parts.join('/')}`;
}
