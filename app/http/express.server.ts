/** The server in front of Remix. The order of its layers is its meaning; what stands before the log is not logged. */

import { readdirSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import path from 'node:path';
import type { GetLoadContextFunction } from '@remix-run/express';
import compression from 'compression';
import express, { type ErrorRequestHandler, type RequestHandler } from 'express';
import type { Logger } from 'pino';
import { createAnswerCache } from './answer-cache.server.ts';
import { limitBody } from './body-limit.server.ts';
import { contextOf, type Surroundings } from './context.server.ts';
import { refuseCrossSiteWrites } from './cross-site.server.ts';
import { followRequests } from './follow.server.ts';
import { healthRoutes, type Lifetime } from './health.server.ts';
import { answerInterface } from './json-interface.server.ts';
import { keepAnswers, keptFirst } from './kept-answers.server.ts';
import type { Gauge } from './meters.server.ts';
import { metricsRoutes } from './metrics.server.ts';
import { followReading, Reading, type ReadingOf } from './reading.server.ts';
import { askForRefusal, refuse, refuseForms, refuseOtherBodies } from './refusal.server.ts';
import type { RouteTable } from './route-table.server.ts';
import { nameRequest, secureHeaderList, secureHeaders } from './security.server.ts';
import { type Credentials, visitorOf } from './session.server.ts';

interface AppParts extends Surroundings {
  lifetime: Lifetime;
  /** What the register says of itself to its operators. */
  oversight: { alarms(): Promise<string[]>; gauges(): Promise<Gauge[]> };
  routes: RouteTable;
  /** Files for the browser: the built ones, or Vite's while developing. */
  files: RequestHandler;
  /** Makes what answers everything else (Remix), given how to build the context of a request. */
  pages: (getLoadContext: GetLoadContextFunction) => RequestHandler;
}

export function createApp({ lifetime, oversight, routes, files, pages, ...surroundings }: AppParts): RequestListener {
  const { config, db, log, meters, readers } = surroundings;
  const keeping = {
    cache: createAnswerCache(surroundings.clock),
    readingOf: (request: Parameters<ReadingOf>[0]) => new Reading(readers, config, request),
    visitorOf: (credentials: Credentials) => visitorOf(credentials, surroundings),
    ...{ log, meters },
  };
  const app = express();
  app.disable('x-powered-by');
  app.set('trust proxy', config.trustProxy);
  app.use(nameRequest);
  app.use(secureHeaders(config));
  app.use(healthRoutes({ db, lifetime, alarms: oversight.alarms, log }));
  app.use(metricsRoutes({ config, meters, gauges: oversight.gauges, log }));
  if (config.trustProxy === 0) app.use(forgetForwarding);
  app.use(compression());
  app.use(files);
  app.use(followRequests({ log, meters }, routes.nameOf));
  app.use(refuseCrossSiteWrites(config.publicUrl));
  app.use(refuseForms(routes));
  app.use('/api/', allowOnly(['GET', 'HEAD']));
  app.use(allowOnly(['GET', 'HEAD', 'POST']));
  app.use(limitBody);
  app.use(refuseOtherBodies);
  app.use(followReading(keeping.readingOf));
  app.use(keepAnswers(keeping));
  app.use(askForRefusal);
  app.use(
    pages((request, { locals: { requestId, nonce, entered, reading, refusal = null } }) =>
      contextOf(surroundings, { requestId, nonce, entered, reading, refusal, clientAddress: request.ip ?? '' }),
    ),
  );
  app.use(answerFaults(log));
  const json = { keeping, surroundings, routes, secureHeaders: secureHeaderList(config) };
  return keptFirst(keeping, answerInterface(json, app));
}

/** The built files: names with a hash in them never change, what lies in `public/` may. */
export function builtFiles(root: string): RequestHandler {
  const router = express.Router();
  const never = { index: false, redirect: false } as const;
  const files = new Set(
    readdirSync(root, { recursive: true }).map((file) => `/${String(file).split(path.sep).join('/')}`),
  );
  // A page's address is no file's: the disk need not be asked.
  router.use((request, _response, next) => next(files.has(request.path) ? undefined : 'router'));
  router.use('/assets', express.static(path.join(root, 'assets'), { ...never, immutable: true, maxAge: '1y' }));
  router.use(express.static(root, { ...never, maxAge: '1h' }));
  return router;
}

/** The interface is for reading, and forms, the only way to write, are posted: Remix would answer the rest in English. */
function allowOnly(methods: readonly string[]): RequestHandler {
  return (request, response, next) => {
    // What was refused already is on its way to the page that says so.
    if (methods.includes(request.method) || response.locals.refusal) return next();
    response.set('Allow', methods.join(', '));
    refuse(request, response, 405);
  };
}

// Remix takes the port of its URLs from this header whoever sent it: without a proxy nobody may.
const forgetForwarding: RequestHandler = (request, _response, next) => {
  delete request.headers['x-forwarded-host'];
  next();
};

/** The last resort. A request that could not be read is the client's fault, anything else is ours and is logged. */
function answerFaults(log: Logger): ErrorRequestHandler {
  return (error: unknown, request, response, _next) => {
    const isUnreadable =
      error instanceof URIError || (error instanceof TypeError && codeOf(error) === 'ERR_INVALID_URL');
    if (!isUnreadable && !response.headersSent) log.error({ id: response.locals.requestId, err: error }, 'fault');
    refuse(request, response, isUnreadable ? 400 : 500);
  };
}

function codeOf(error: Error): unknown {
  return 'code' in error ? error.code : undefined;
}
