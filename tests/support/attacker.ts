/** What somebody who means harm knows of the register: its routes, the identities of a town's rows, and its forms. */
import type { Behind } from './behind.ts';

interface Route {
  id: string;
  parentId?: string;
  path?: string;
  module: { loader?: unknown; action?: unknown };
}

/** The addresses of the built program, with their parameters. */
export async function routesOf(build: string): Promise<{ read: string[]; written: string[] }> {
  const { routes }: { routes: Record<string, Route> } = await import(build);
  const addressOf = (route: Route): string => {
    const parent = route.parentId === undefined ? undefined : routes[route.parentId];
    return `${parent ? addressOf(parent).replace(/\/$/, '') : ''}/${route.path ?? ''}`.replace(/(.)\/$/, '$1');
  };
  const pages = Object.values(routes).filter(({ id }) => !['root', 'routes/$', 'routes/api.$'].includes(id));
  return {
    read: pages.filter(({ module }) => module.loader).map(addressOf),
    written: pages.filter(({ module }) => module.action).map(addressOf),
  };
}

export type TownIds = Awaited<ReturnType<typeof idsOf>>;

/** The identities of a town's rows, and the addresses that a route has for them. */
export async function idsOf({ plucks: all }: Behind, town: string, username: string) {
  const producer = (await all('select producerId from account where username = ?', username))[0] ?? '';
  const producers = [producer, ...(await all('select id from producer where townCode = ? limit 2', town))];
  const among = (table: string) =>
    all(`select id from ${table} where producerId in (select id from producer where townCode = ?)`, town);
  const villages = await all('select code from village where townCode = ?', town);
  const inVillages = (table: string) =>
    all(`select id from ${table} where villageCode in (select code from village where townCode = ?)`, town);
  const products = await among('product');
  const certificates = await among('certificate');
  const unpublished = await all("select id from product where producerId = ? and status = 'unpublished'", producer);
  const ids: Record<string, string[]> = {
    '/titles': (await inVillages('title')).slice(0, 3),
    '/areas': (await all('select areaId from areaTown where townCode = ?', town)).slice(0, 2),
    '/brands': (await among('brand')).slice(0, 2),
    '/products': [...unpublished, ...products.slice(0, 2)],
    '/certificates': certificates.slice(0, 3),
    '/producers/requests': await all('select id from joinRequest where townCode = ?', town),
    '/producers': [...new Set(producers)],
    '/imports': await all('select id from import where townCode = ?', town),
    // Whoever asked to join knows the address of his request, and nobody else: it is his key.
    '/join': [],
    '/changes': await all('select number from change where town = ? order by number desc limit 5', town),
    '/reports/kept': await all('select id from report where townCode = ?', town),
  };
  const noun = (route: string) =>
    Object.keys(ids)
      .sort((a, b) => b.length - a.length)
      .find((each) => route === each || route.startsWith(`${each}/`));
  const values: Record<string, string[]> = {
    code: villages.slice(0, 2),
    town: [town],
    producer: producers.slice(0, 1),
    ...{
      year: ['2024'],
      sequence: ['1'],
      base: ['new', ...(await among('base')).slice(0, 1)],
      brand: ['new', ...(await among('brand')).slice(0, 1)],
    },
    ...{
      key: ['coverage'],
      kind: ['brief'],
      hash: ['f'.repeat(64)],
      gtin: ['00000000000000'],
      file: ['products.csv', 'outputs.csv'],
    },
  };
  return {
    producer,
    producers: await all('select id from producer where townCode = ?', town),
    certificates,
    draft: unpublished[0] ?? '',
    all: [
      town,
      ...villages,
      ...(await all('select id from producer where townCode = ?', town)),
      ...products,
      ...certificates,
      ...(await inVillages('title')),
      ...(await among('brand')),
      ...(await among('base')),
    ],
    /** The route's addresses for the town's rows. */
    addresses(route: string): string[] {
      let found = [route];
      for (const [, name = ''] of route.matchAll(/:(\w+)/g)) {
        const these = name === 'id' || name === 'number' ? (ids[noun(route) ?? ''] ?? []) : (values[name] ?? []);
        found = found.flatMap((address) => these.map((value) => address.replace(`:${name}`, value)));
      }
      return found;
    },
    /** Of a route with one identity, those of rows that the public does not see. */
    hidden(route: string): string[] {
      if (!/^[^:]*:id[^:]*$/.test(route)) return [];
      const hidden: Record<string, string[]> = {
        ...{ '/products': unpublished, '/imports': ids['/imports'] ?? [] },
        '/producers/requests': ids['/producers/requests'] ?? [],
      };
      return hidden[noun(route) ?? ''] ?? [];
    },
  };
}

const plain = (text: string) =>
  text
    .replace(/&quot;/g, '"')
    .replace(/&#x27;/g, "'")
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&');

/** The fields of each form that posts, one set for each button that it has, as a browser would send them. */
export function formsOf(html: string): Record<string, string>[] {
  const forms = [...html.matchAll(/<form\b([^>]*)>(.*?)<\/form>/gs)];
  return forms
    .filter(([, attributes = '']) => /method="post"/.test(attributes) && !/action="\/logout"/.test(attributes))
    .flatMap(([, , inner = '']) => {
      const fields: Record<string, string> = {};
      const buttons: Record<string, string>[] = [];
      for (const [, tag = '', text = ''] of inner.matchAll(/<((?:input|textarea|select|button)\b[^>]*)>([^<]*)/g)) {
        const attribute = (name: string) => new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1];
        const name = attribute('name');
        if (name === undefined) continue;
        const value = plain(attribute('value') ?? text);
        if (tag.startsWith('button')) buttons.push({ [name]: value });
        else if (!/type="(radio|checkbox)"/.test(tag) || /\schecked/.test(tag)) fields[name] = value;
        // Of a question that is not answered yet, its first answer.
        else if (/type="radio"/.test(tag)) fields[name] ??= value;
      }
      for (const [, name = '', options = ''] of inner.matchAll(/<select\b[^>]*name="([^"]*)"[^>]*>(.*?)<\/select>/gs))
        fields[name] = plain(
          (/<option\b[^>]*value="([^"]+)"[^>]*selected/.exec(options) ?? /value="([^"]+)"/.exec(options))?.[1] ?? '',
        );
      return buttons.length === 0 ? [fields] : buttons.map((button) => ({ ...fields, ...button }));
    });
}
