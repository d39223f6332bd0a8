/**
 * The named failures, each with its HTTP status. Commands and repositories throw them; the door turns them into a
 * page, into a form with its errors, or into `application/problem+json` (RFC 9457).
 */
export interface FieldError {
  /** The field's name; empty where the error concerns the whole. */
  path: string;
  message: string;
}

const statuses = {
  invalid: 422,
  'not-signed-in': 401,
  forbidden: 403,
  'not-found': 404,
  'no-form': 405,
  conflict: 409,
  'too-large': 413,
  'other-type': 415,
  'too-many': 429,
  unavailable: 503,
} as const;

export type ProblemKind = keyof typeof statuses;

export class Problem extends Error {
  readonly kind: ProblemKind;
  readonly status: number;
  readonly errors: readonly FieldError[];
  /** What the page needs to help: the two sides of a conflict, the rows that stand in the way. */
  readonly details: unknown;

  constructor(kind: ProblemKind, message: string, { errors = [], details = null }: ProblemOptions = {}) {
    super(message);
    this.name = 'Problem';
    this.kind = kind;
    this.status = statuses[kind];
    this.errors = errors;
    this.details = details;
  }
}

interface ProblemOptions {
  errors?: readonly FieldError[];
  details?: unknown;
}

/**
 * The details of a problem that a form came back with, told by a field that only they have; null for others. They are the
 * program's own, so a page needs no schema to read them.
 */
export const detailsWith = <Details extends object>(details: unknown, field: keyof Details & string): Details | null =>
  typeof details === 'object' && details !== null && field in details ? (details as Details) : null;

export const notFound = (what: string) => new Problem('not-found', `没有找到${what}。请核对网址，或用页首的搜索。`);
export const forbidden = (why: string) => new Problem('forbidden', why);
export const invalid = (errors: readonly FieldError[]) =>
  new Problem('invalid', errors.length === 1 ? '有 1 处需要修改。' : `有 ${errors.length} 处需要修改。`, { errors });

const numberMark = '\n请求编号：';

/** What somebody reads whose page or file could not be given, and under which number the log has it. */
export const failureText = ({ message, requestId }: { message: string; requestId: string }) =>
  `${message}${numberMark}${requestId}\n`;

/** Takes such a text apart again, for a page that can show it better; null for anything else. */
export function readFailureText(text: unknown): { message: string; requestId: string } | null {
  const [message, requestId] = typeof text === 'string' ? text.trim().split(numberMark) : [];
  return message && requestId ? { message, requestId } : null;
}
