/**
 * The JSON interface, answered by the routes' own guarded loaders in front of the pages' machinery: matching every route,
 * a dozen layers and a body streamed through three of them take longer than the answer itself.
 */
import { randomUUID } from 'node:crypto';
import type { RequestListener } from 'node:http';
import type { Permission } from '#app/accounts/policy.rules.ts';
import { codingOf, prefersCsv } from './accept.ts';
import { compress, largestKept, type Made } from './answer-cache.server.ts';
import { WrittenJson } from './api.server.ts';
import { type AskedFor, contextOf, type Surroundings } from './context.server.ts';
import { follow } from './follow.server.ts';
import { type Answering, isForAll, type Keeping, keyOf, pathOf, reusing, send } from './kept-answers.server.ts';
import { followed } from './reading.server.ts';
import { refusalDocument } from './refusal.server.ts';
import type { Resource, RouteTable } from './route-table.server.ts';

interface InterfaceParts {
  keeping: Keeping;
  surroundings: Surroundings;
  routes: Pick<RouteTable, 'resourceOf'>;
  /** Of every answer; name and value in turn, as Node takes them without looking at each. */
  secureHeaders: readonly string[];
}

/** What links are made from: the host that a client claims is not needed. */
type Parts = InterfaceParts & { origin: string };

interface Asked extends Answering {
  resource: Resource;
}

/** Answers what is read as JSON; everything else, lists as CSV among it, goes on to the register's pages. */
export function answerInterface(given: InterfaceParts, register: RequestListener): RequestListener {
  const parts = { ...given, origin: new URL(given.surroundings.config.publicUrl).origin };
  const { log } = parts.keeping;
  return async (request, response) => {
    const isJson = request.method === 'GET' && !prefersCsv(request.headers.accept ?? null);
    const resource = isJson ? parts.routes.resourceOf(pathOf(request)) : null;
    if (resource === null) return register(request, response);
    const requestId = randomUUID();
    follow(parts.keeping, { request, response, requestId, path: pathOf(request), route: resource.pattern });
    try {
      const reading = followed(parts.keeping.readingOf(request), response);
      await answer(parts, { resource, reading, request, response, requestId });
    } catch (error) {
      log.error({ id: requestId, err: error }, 'fault');
      if (response.headersSent) return response.destroy();
      response
        .writeHead(500, [...parts.secureHeaders, 'X-Request-Id', requestId, 'Content-Type', 'application/problem+json'])
        .end(refusalDocument(500, requestId));
    }
  };
}

async function answer(parts: Parts, asked: Asked): Promise<void> {
  const { reading, request, response, requestId } = asked;
  const key = await keyOf(request, parts.keeping);
  const source = await reading.source();
  const shared = key === null ? null : await parts.keeping.cache.share(key, source.state);
  if (shared !== null && typeof shared !== 'function') return send(shared, asked);
  const answered = await make(parts, asked).catch((error: unknown) => {
    shared?.(null);
    throw error;
  });
  const kept = shared?.(reading.isAllOf(source) ? answered.made : null);
  if (kept) return send(kept, asked);
  const coding = answered.body.length > 1_000 ? codingOf(request.headers['accept-encoding']) : 'identity';
  const body = await compress[coding](answered.body);
  const headers = ['X-Request-Id', requestId, ...parts.secureHeaders, ...answered.headers, 'Vary', 'Accept-Encoding'];
  if (coding !== 'identity') headers.push('Content-Encoding', coding);
  response.writeHead(answered.status, [...headers, 'Content-Length', String(body.length)]).end(body);
}

interface Answered {
  status: number;
  headers: string[];
  body: Buffer;
  /** What of it may be kept for whoever asks again; null where it may not be. */
  made: Made | null;
}

async function make(parts: Parts, asked: Asked): Promise<Answered> {
  const entered: Set<Permission> = new Set();
  const answer = await load(parts, entered, asked);
  if (answer instanceof Response)
    return {
      ...{ status: answer.status, headers: [...answer.headers].flat(), body: Buffer.from(await answer.text()) },
      made: null,
    };
  const body = Buffer.from(answer.text);
  const isKept = body.length <= largestKept && isForAll(entered);
  return {
    ...{ status: 200, headers: Object.entries(answer.headers).flat(), body },
    made: isKept
      ? {
          ...{ route: asked.resource.pattern, body, etag: answer.headers.ETag ?? null, seen: asked.reading.seen },
          ...{ contentType: 'application/json', headers: [...parts.secureHeaders, ...reusing] },
        }
      : null,
  };
}

const neverEnded = new AbortController().signal;

/** Calls the loader as the pages' router would; what it throws as an answer is one. */
async function load(
  { surroundings, origin }: Parts,
  entered: Set<Permission>,
  { resource: { loader, params }, reading, request: { headers: given, url = '', socket }, requestId }: Asked,
): Promise<Response | WrittenJson> {
  const request: AskedFor = {
    url: origin + url,
    headers: { get: (name) => given[name.toLowerCase()]?.toString() ?? null },
    // Whoever hangs up is not told apart: what is answered here is made at once.
    signal: neverEnded,
  };
  const own = { requestId, nonce: '', entered, reading, refusal: null, clientAddress: socket.remoteAddress ?? '' };
  const context = contextOf(surroundings, { ...own, takesWritten: true });
  try {
    const answered = await loader({ request, params, context });
    if (answered instanceof Response || answered instanceof WrittenJson) return answered;
  } catch (error) {
    if (error instanceof Response) return error;
    throw error;
  }
  throw new Error(`no response of ${url}`);
}
