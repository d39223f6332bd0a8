/** The pattern of the route that answers an address: `/villages/:code/edit`. */
import { matchRoutes } from '@remix-run/react';

interface ManifestRoute {
  id: string;
  parentId?: string;
  path?: string;
  index?: boolean;
}

/** @param routes those of the built program */
export function routeNames(routes: Readonly<Record<string, ManifestRoute | undefined>>): (path: string) => string {
  const all = Object.values(routes).filter((route) => route !== undefined);
  const below = (parent: string | undefined): Parameters<typeof matchRoutes>[0] =>
    all
      .filter(({ parentId }) => parentId === parent)
      .map(({ id, path, index }) =>
        index === true
          ? { id, index, ...(path !== undefined && { path }) }
          : { id, path: path ?? '', children: below(id) },
      );
  const tree = below(undefined);
  return (path) => {
    // What a page with scripts asks for by itself, under the page's own address.
    const page = path.replace(/^\/_root\.data$/, '/').replace(/\.data$/, '');
    // Of an address that cannot be decoded the router would complain aloud, and nothing answers it anyway.
    if (!isReadable(page)) return 'none';
    const parts = (matchRoutes(tree, page) ?? []).map(({ route }) => route.path ?? '').filter((part) => part !== '');
    return parts.at(-1) === '*' ? 'none' : `/${parts.join('/')}`;
  };
}

function isReadable(path: string): boolean {
  try {
    decodeURI(path);
    return true;
  } catch {
    return false;
  }
}
