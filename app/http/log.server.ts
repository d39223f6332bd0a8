/** Structured logs, one JSON object a line on standard error: standard output keeps the one line for people. */
import type { RequestHandler } from 'express';
import { destination, type Logger, pino, stdTimeFunctions } from 'pino';

export function createLog(level: string): Logger {
  return pino({ level, base: undefined, timestamp: stdTimeFunctions.isoTime }, destination({ dest: 2, sync: true }));
}

/** The address of a calendar is its key: whoever reads the log must not get it. */
const withoutKey = (path: string) => path.replace(/^(\/calendar\/).*$/i, '$1…');

/** One line a request: no query, no address, no account, because those are somebody's data. */
export function logRequests(log: Logger): RequestHandler {
  return (request, response, next) => {
    const begun = performance.now();
    const { method } = request;
    const path = withoutKey(request.path);
    response.on('close', () => {
      const status = response.statusCode;
      const entry = {
        id: response.locals.requestId,
        method,
        path,
        status,
        ms: Math.round(performance.now() - begun),
        ...(response.writableFinished ? {} : { aborted: true }),
      };
      if (status >= 500) log.error(entry, 'request');
      else log.info(entry, 'request');
    });
    next();
  };
}
