/** JSON and CSV with conditional requests: an answer is a function of its address, its form, its reader's scope and the change. */
import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { scopeKey } from '#app/accounts/policy.rules.ts';
import { prefersCsv } from './accept.ts';
import type { Visit } from './guard.server.ts';
import { streamOf } from './piece-stream.server.ts';

/** The build this answer came from: a new program may word the same rows anew. */
const build = process.env.REGISTER_BUILD ?? 'dev';

/** Known for those who asked lately. */
const digests = new LRUCache<string, string>({
  max: 1_000,
  memoMethod: (text) => createHash('sha256').update(text).digest('base64url').slice(0, 10),
});

function entityTag({ view, reader, request }: Visit): string {
  const form = prefersCsv(request.headers.get('Accept')) ? 'csv' : '';
  const scope = digests.memo(`${scopeKey(reader)} ${build} ${form}`);
  return `W/"${view.change}-${view.asOf.replaceAll('-', '')}-${scope}"`;
}

/** What `answerJson` gives whoever sends it himself: a Response, whose body is a stream, takes as long as two queries. */
export class WrittenJson {
  readonly text: string;
  readonly headers: Readonly<Record<string, string>>;

  constructor(text: string, headers: Record<string, string>) {
    this.text = text;
    this.headers = headers;
  }
}

/** Whether the client already holds what would be sent. */
export function isFresh(visit: Visit): boolean {
  const known = visit.request.headers.get('If-None-Match');
  return known !== null && (known === '*' || known.split(/\s*,\s*/).includes(entityTag(visit)));
}

export function conditionalHeaders(visit: Visit): Record<string, string> {
  return { ETag: entityTag(visit), 'Cache-Control': 'private, no-cache', Vary: 'Cookie, Authorization, Accept' };
}

/**
 * Answers with JSON, or with 304 before anything is computed.
 *
 * @param csv the whole list as CSV, for whoever asks for `text/csv`; where it is left out there is only JSON
 */
export async function answerJson(
  visit: Visit,
  make: () => Promise<unknown>,
  csv?: (visit: Visit) => AsyncIterable<string>,
): Promise<Response | WrittenJson> {
  const headers = conditionalHeaders(visit);
  if (isFresh(visit)) return new Response(null, { status: 304, headers });
  if (csv && prefersCsv(visit.request.headers.get('Accept')))
    return new Response(streamOf(csv(visit), visit.request.signal), {
      headers: { ...headers, 'Content-Type': 'text/csv; charset=utf-8' },
    });
  const text = JSON.stringify(await make());
  const described = { ...headers, 'Content-Type': 'application/json' };
  return visit.context.takesWritten ? new WrittenJson(text, described) : new Response(text, { headers: described });
}
