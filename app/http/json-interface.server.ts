/**
 * The JSON interface, answered by the routes' own guarded loaders in front of the pages' machinery: matching every route,
 * and streaming a body through three layers, take longer than the answer itself.
 */
import type { LoaderFunction } from '@remix-run/node';
import type { Response as Answering, Request as Asked, RequestHandler } from 'express';
import { prefersCsv } from './accept.ts';
import { largestKept } from './answer-cache.server.ts';
import { writtenOf } from './api.server.ts';
import { contextOf, type Surroundings } from './context.server.ts';
import { type Keeping, keyOf, madeOf, mayBeKept, send } from './kept-answers.server.ts';
import { followRequest } from './log.server.ts';
import { refuse } from './refusal.server.ts';
import type { Resource, RouteTable } from './route-table.server.ts';

interface InterfaceParts {
  keeping: Keeping;
  surroundings: Surroundings;
  routes: Pick<RouteTable, 'resourceOf'>;
}

/** Answers what is read as JSON; everything else, lists as CSV among it, goes on to the pages. */
export function answerInterface({ keeping, surroundings, routes }: InterfaceParts): RequestHandler {
  const { cache, log, meters } = keeping;
  return async (request, response, next) => {
    const isJson = request.method === 'GET' && !prefersCsv(request.get('Accept') ?? null);
    const resource = isJson ? routes.resourceOf(request.path) : null;
    if (resource === null) return next();
    const { requestId } = response.locals;
    response.locals.route = resource.pattern;
    followRequest(log, { request, response, requestId, path: request.path });
    meters.follow(response, { method: request.method, route: resource.pattern });
    let done: ReturnType<typeof cache.begin> | null = null;
    try {
      const key = await keyOf(request, keeping);
      const known = key === null ? null : await cache.wait(key);
      if (known) return await send(known, request, response, requestId);
      if (key !== null) done = cache.begin(key);
      const answer = await ask(resource, request, contextOf(surroundings, request, response));
      const body = await bodyOf(answer);
      setHeaders(answer, response);
      const isKept = body.length <= largestKept && mayBeKept(response, body);
      const kept = done?.(isKept ? madeOf(response, body) : null) ?? null;
      if (kept) await send(kept, request, response, requestId);
      else response.end(body);
    } catch (error) {
      done?.(null);
      log.error({ id: requestId, err: error }, 'fault');
      refuse(request, response, 500);
    }
  };
}

/** Calls the loader as the pages' router would; what it throws as an answer is one. */
async function ask(
  { loader, params }: Resource,
  request: Asked,
  context: Parameters<LoaderFunction>[0]['context'],
): Promise<Response> {
  const headers = new Headers();
  for (const name of ['accept', 'if-none-match', 'cookie', 'authorization'] as const) {
    const value = request.headers[name];
    if (value !== undefined) headers.set(name, value);
  }
  // Links are made from the configuration: the host that a client claims is not needed.
  const address = new URL(request.originalUrl, context.config.publicUrl);
  try {
    const answer = await loader({ request: new Request(address, { headers }), params, context });
    if (answer instanceof Response) return answer;
  } catch (error) {
    if (error instanceof Response) return error;
    throw error;
  }
  throw new Error(`${address.pathname} answered with no response`);
}

const bodyOf = async (answer: Response): Promise<Buffer> => {
  const written = writtenOf(answer);
  return written === undefined ? Buffer.from(await answer.arrayBuffer()) : Buffer.from(written);
};

function setHeaders(answer: Response, response: Answering): void {
  response.status(answer.status);
  for (const [name, value] of answer.headers) response.setHeader(name, value);
}
