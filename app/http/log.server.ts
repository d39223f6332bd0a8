/** Structured logs, one JSON object a line on standard error: standard output keeps the one line for people. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { RequestHandler } from 'express';
import { destination, type Logger, pino } from 'pino';

/** What an error is logged with: other fields of it may hold what somebody typed. */
function plainError(error: unknown): object {
  if (!(error instanceof Error)) return { type: typeof error };
  const { name, message, stack } = error;
  return { type: name, message, stack, ...('code' in error && { code: error.code }) };
}

let worded = { at: 0, text: '' };

/** Wording an instant takes as long as writing the rest of a line, and many lines are of one millisecond. */
function timestamp(): string {
  const at = Date.now();
  if (at !== worded.at) worded = { at, text: `,"time":"${new Date(at).toISOString()}"` };
  return worded.text;
}

/** Shared with the tests, which write elsewhere. */
export const logOptions = { base: undefined, timestamp, serializers: { err: plainError } };

export function createLog(level: string): Logger {
  // Written by the page rather than by the line: a system call for each would cost as much as a kept answer.
  const lines = destination({ dest: 2, sync: true, minLength: 4096, periodicFlush: 100 });
  process.once('exit', () => lines.flushSync());
  return pino({ level, ...logOptions }, lines);
}

/** The address of a calendar, or of a request to join, is its key: whoever reads the log must not get it. */
const withoutKey = (path: string) => path.replace(/^(\/(?:calendar|join)\/).*$/i, '$1…');

interface Followed {
  request: IncomingMessage;
  response: ServerResponse;
  requestId: string;
  path: string;
}

/** Logs one line when the response is over: no query, no address, no account, because those are somebody's data. */
export function followRequest(log: Logger, { request, response, requestId, path }: Followed): void {
  const begun = performance.now();
  const { method } = request;
  response.on('close', () => {
    const status = response.statusCode;
    const ms = Math.round(performance.now() - begun);
    // What is undefined is not written.
    const aborted = response.writableFinished ? undefined : true;
    const entry = { id: requestId, method, path: withoutKey(path), status, ms, aborted };
    if (status >= 500) log.error(entry, 'request');
    else log.info(entry, 'request');
  });
}

export function logRequests(log: Logger): RequestHandler {
  return (request, response, next) => {
    // Read now: within a layer of its own path Express cuts that path off.
    const { path } = request;
    followRequest(log, { request, response, requestId: response.locals.requestId, path });
    next();
  };
}
