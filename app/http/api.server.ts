/** JSON with conditional requests: an answer is a function of its address, its reader's scope and the change. */
import { createHash } from 'node:crypto';
import { scopeKey } from '#app/accounts/policy.rules.ts';
import type { Visit } from './guard.server.ts';

/** The build this answer came from: a new program may word the same rows anew. */
const build = process.env.REGISTER_BUILD ?? 'dev';

function entityTag({ view, reader }: Visit): string {
  const scope = createHash('sha256')
    .update(`${scopeKey(reader)} ${build}`)
    .digest('base64url')
    .slice(0, 10);
  return `W/"${view.change}-${view.asOf.replaceAll('-', '')}-${scope}"`;
}

/** Whether the client already holds what would be sent. */
export function isFresh(visit: Visit): boolean {
  const known = visit.request.headers.get('If-None-Match');
  return known !== null && (known === '*' || known.split(/\s*,\s*/).includes(entityTag(visit)));
}

export function conditionalHeaders(visit: Visit): Record<string, string> {
  return { ETag: entityTag(visit), 'Cache-Control': 'private, no-cache', Vary: 'Cookie, Authorization' };
}

/** Answers with JSON, or with 304 before anything is computed. */
export async function answerJson(visit: Visit, make: () => Promise<unknown>): Promise<Response> {
  const headers = conditionalHeaders(visit);
  if (isFresh(visit)) return new Response(null, { status: 304, headers });
  return Response.json(await make(), { headers });
}
