/** Structured logs, one JSON object a line on standard error: standard output keeps the one line for people. */
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
  // Written by two pages rather than by the line: a system call for each would cost as much as a kept answer.
  const lines = destination({ dest: 2, sync: true, minLength: 8192, periodicFlush: 100 });
  process.once('exit', () => lines.flushSync());
  return pino({ level, ...logOptions }, lines);
}
