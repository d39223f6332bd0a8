/** What is noted of each request when it is over: a line in the log, and a count under its route. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { RequestHandler } from 'express';
import type { Logger } from 'pino';
import type { Meters } from './meters.server.ts';

interface Following {
  log: Logger;
  meters: Meters;
}

interface Followed {
  request: IncomingMessage;
  response: ServerResponse;
  requestId: string;
  path: string;
  /** The pattern of the route. */
  route: string;
}

/** Logs no query, no address and no account, because those are somebody's data. */
export function follow({ log, meters }: Following, { request, response, requestId, path, route }: Followed): void {
  const begun = performance.now();
  const { method = '' } = request;
  // One listener for both: they are an eighth of what a kept answer costs.
  response.on('close', () => {
    const status = response.statusCode;
    const ms = performance.now() - begun;
    // What is undefined is not written.
    const aborted = response.writableFinished ? undefined : true;
    const entry = { id: requestId, method, path: withoutKey(path), status, ms: Math.round(ms), aborted };
    if (status >= 500) log.error(entry, 'request');
    else log.info(entry, 'request');
    meters.note({ method, route, status, seconds: ms / 1_000 });
  });
}

/** The address of a calendar, or of a request to join, is its key: whoever reads the log must not get it. */
const withoutKey = (path: string) => path.replace(/^(\/(?:calendar|join)\/).*$/i, '$1…');

/** Follows what passes. */
export function followRequests(following: Following, routeOf: (path: string) => string): RequestHandler {
  return (request, response, next) => {
    // Read now: within a layer of its own path Express cuts that path off.
    const { path } = request;
    response.locals.route = routeOf(path);
    follow(following, { request, response, requestId: response.locals.requestId, path, route: response.locals.route });
    next();
  };
}
