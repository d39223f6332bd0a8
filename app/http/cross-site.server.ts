/** Writes that another site's page makes in a signed-in user's name are refused before any route sees them. */
import type { RequestHandler } from 'express';
import { refuse } from './refusal.server.ts';

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

interface WriteOrigin {
  method: string;
  secFetchSite: string | undefined;
  origin: string | undefined;
  host: string | undefined;
  cookie: string | undefined;
}

/**
 * Whether a request is a write from elsewhere. Browsers say so in `Sec-Fetch-Site`; older ones, and those on plain
 * http, in `Origin` alone. With neither header a request is a script's, which may have no session to misuse.
 */
export function isCrossSiteWrite(request: WriteOrigin, publicUrl: string): boolean {
  if (SAFE_METHODS.has(request.method)) return false;
  if (request.secFetchSite !== undefined) return !['same-origin', 'none'].includes(request.secFetchSite);
  if (request.origin === undefined) return request.cookie !== undefined;
  if (!URL.canParse(request.origin)) return true;
  const origin = new URL(request.origin);
  return origin.host !== request.host && origin.origin !== new URL(publicUrl).origin;
}

export function refuseCrossSiteWrites(publicUrl: string): RequestHandler {
  return (request, response, next) => {
    const write: WriteOrigin = {
      method: request.method,
      secFetchSite: request.get('Sec-Fetch-Site'),
      origin: request.get('Origin'),
      host: request.get('Host'),
      cookie: request.get('Cookie'),
    };
    if (isCrossSiteWrite(write, publicUrl)) {
      refuse(request, response, 403);
      return;
    }
    // Remix compares Origin and Host once more and would answer 500 behind a proxy: this answer stands.
    delete request.headers.origin;
    next();
  };
}
