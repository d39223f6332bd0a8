/** Answers from the cache, in front of everything else, and the layer that keeps what was made while it streams. */
import { createHash, randomUUID } from 'node:crypto';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { RequestHandler, Response } from 'express';
import type { Logger } from 'pino';
import type { Permission } from '#app/accounts/policy.rules.ts';
import type { Source } from '#db/readers.server.ts';
import { codingOf, prefersCsv } from './accept.ts';
import { type AnswerCache, type Form, formOf, type Kept, largestKept, type Made } from './answer-cache.server.ts';
import { follow } from './follow.server.ts';
import type { Meters } from './meters.server.ts';
import { followed, type Reading, type ReadingOf } from './reading.server.ts';
import { withoutNonce } from './security.server.ts';
import type { Credentials, Visitor } from './session.server.ts';

export interface Keeping {
  cache: AnswerCache;
  readingOf: ReadingOf;
  /** Who makes a request that carries a cookie or a token: whatever a page may know of its reader is in there. */
  visitorOf: (credentials: Credentials) => Promise<Visitor>;
  log: Logger;
  meters: Meters;
}

/** One request on its way to its answer. */
export interface Answering {
  reading: Reading;
  request: IncomingMessage;
  response: ServerResponse;
  requestId: string;
}

/** Gives what was kept; the rest goes on to the register. */
export function keptFirst(keeping: Keeping, register: RequestListener): RequestListener {
  const give = (kept: Kept, reading: Reading, request: IncomingMessage, response: ServerResponse) => {
    const requestId = randomUUID();
    follow(keeping, { request, response, requestId, path: pathOf(request), route: kept.route });
    return send(kept, { reading: followed(reading, response), request, response, requestId });
  };
  return async (request, response) => {
    const wanted = keyOf(request, keeping);
    // A stranger's page is there in the same turn.
    const key = typeof wanted === 'string' ? wanted : await wanted;
    const reading = keeping.readingOf(request);
    const asked = key === null ? null : found(keeping, key, reading);
    const kept = asked instanceof Promise ? await asked : asked;
    if (kept) await give(kept, reading, request, response);
    else register(request, response);
  };
}

/** A database that does not answer is the register's to report. */
function found({ cache }: Keeping, key: string, reading: Reading): Kept | null | Promise<Kept | null> {
  try {
    const asked = cache.get(key, () => reading.state());
    return asked instanceof Promise ? asked.then((kept) => kept ?? null).catch(() => null) : (asked ?? null);
  } catch {
    return null;
  }
}

/** Waits for an answer that is just being made for somebody else, or keeps the one that is made now. */
export function keepAnswers(keeping: Keeping): RequestHandler {
  return async (request, response, next) => {
    try {
      const key = await keyOf(request, keeping);
      if (key === null) return next();
      const { reading, requestId } = response.locals;
      const source = await reading.source();
      const shared = await keeping.cache.share(key, source.state);
      if (typeof shared !== 'function') return await send(shared, { reading, request, response, requestId });
      keepWhatIsSent(response, source, shared);
      next();
    } catch (error) {
      next(error);
    }
  };
}

/** Address and reader in one; null for what is never kept. */
export function keyOf(request: IncomingMessage, { visitorOf }: Keeping): string | null | Promise<string | null> {
  if (request.method !== 'GET' || prefersCsv(request.headers.accept ?? null)) return null;
  const { cookie = null, authorization = null, host } = request.headers;
  const address = `${host} ${request.url}`;
  if (cookie === null && authorization === null) return address;
  return visitorOf({ path: pathOf(request), cookie, authorization }).then(
    (visitor) => `${createHash('sha256').update(JSON.stringify(visitor)).digest('base64url')} ${address}`,
    // Credentials that open nothing are the route's to refuse.
    () => null,
  );
}

/** The path of a request, without what it asks. */
export const pathOf = ({ url = '' }: IncomingMessage) => url.split('?', 1)[0] ?? '';

/** Sends what was kept, in the form that its client reads, or says that nothing has changed. */
export function send(kept: Kept, { reading, request, response, requestId }: Answering): void | Promise<void> {
  reading.saw(kept.seen);
  const known = request.headers['if-none-match'];
  if (known !== undefined && (known === '*' || known.split(',').some((tag) => tag.trim() === kept.etag))) {
    response.writeHead(304, ['X-Request-Id', requestId, ...kept.headers]).end();
    return;
  }
  const give = ({ headers, body }: Form) => {
    response.writeHead(200, ['X-Request-Id', requestId, ...headers]).end(body);
  };
  const form = formOf(kept, codingOf(request.headers['accept-encoding']));
  return form instanceof Promise ? form.then(give) : give(form);
}

const openToAll: readonly Permission[] = ['public.read', 'session.start'];

/** Whether an answer was made from what anybody may read: another permission may show what lies in memory. */
export const isForAll = (entered: ReadonlySet<Permission>): boolean =>
  entered.has('public.read') && [...entered].every((permission) => openToAll.includes(permission));

/** How a kept answer may be used again, as name and value in turn. */
export const reusing = [
  ...['Cache-Control', 'private, no-cache'],
  ...['Vary', 'Cookie, Authorization, Accept, Accept-Encoding'],
] as const;

function keepWhatIsSent(response: Response, source: Source, done: (made: Made | null) => void): void {
  const pieces: Buffer[] = [];
  let size = 0;
  const take = (piece: unknown, encoding: unknown) => {
    if (typeof piece !== 'string' && !(piece instanceof Uint8Array)) return;
    const bytes = typeof piece === 'string' ? Buffer.from(piece, textEncoding(encoding)) : Buffer.from(piece);
    size += bytes.length;
    if (size <= largestKept) pieces.push(bytes);
  };
  const write = response.write.bind(response) as (...given: unknown[]) => boolean;
  const end = response.end.bind(response) as (...given: unknown[]) => Response;
  response.write = (...given: unknown[]) => {
    take(given[0], given[1]);
    return write(...given);
  };
  response.end = (...given: unknown[]) => {
    take(given[0], given[1]);
    return end(...given);
  };
  response.once('close', () => {
    const body = Buffer.concat(pieces);
    const isWhole = response.writableFinished && size <= largestKept;
    done(isWhole && mayBeKept(response, source, body) ? madeOf(response, body) : null);
  });
}

/** Only whole, good answers that say the same to whoever asks again: none with a cookie, a nonce or a file in it. */
function mayBeKept(response: Response, source: Source, body: Buffer): boolean {
  const { entered, nonce, requestId, reading } = response.locals;
  const cookies = response.getHeader('Set-Cookie');
  return (
    response.statusCode === 200 &&
    /^(text\/html|application\/json)/.test(String(response.getHeader('Content-Type'))) &&
    // What its reader takes along is told to each anew.
    (cookies === undefined || String(cookies) === reading.cookie()) &&
    reading.isAllOf(source) &&
    isForAll(entered) &&
    !body.includes(nonce) &&
    !body.includes(requestId)
  );
}

/** What belongs to one answer alone, or is said anew with each. */
const passing =
  /^(content-(type|length|encoding)|transfer-encoding|connection|keep-alive|date|etag|x-request-id|set-cookie|content-security-policy|cache-control|vary)$/i;

function madeOf(response: Response, body: Buffer): Made {
  const { etag, 'content-type': contentType, 'content-security-policy': policy, ...others } = response.getHeaders();
  const kept = Object.entries(others).filter(([name]) => !passing.test(name));
  return {
    ...{
      route: response.locals.route,
      body,
      seen: response.locals.reading.seen,
      etag: typeof etag === 'string' ? etag : null,
      contentType: String(contentType),
    },
    headers: [
      ...kept.flatMap(([name, value]) => [name, String(value)]),
      // A kept page has no script of its own, so none is let through by its nonce.
      ...['Content-Security-Policy', withoutNonce(String(policy))],
      ...reusing,
    ],
  };
}

const textEncoding = (encoding: unknown) =>
  typeof encoding === 'string' && Buffer.isEncoding(encoding) ? encoding : 'utf8';
