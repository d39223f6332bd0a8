/** Response headers that keep a page to itself. */
import { randomBytes, randomUUID } from 'node:crypto';
import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import type { RequestHandler, Response } from 'express';
import helmet from 'helmet';
import type { Config } from './config.server.ts';

/** Gives each request its number, on the response too, and a nonce. A number that a client sends is not believed. */
export const nameRequest: RequestHandler = (_request, response, next) => {
  response.locals.requestId = randomUUID();
  response.locals.nonce = randomBytes(16).toString('base64');
  response.locals.entered = new Set();
  response.set('X-Request-Id', response.locals.requestId);
  next();
};

/** The headers. While developing, Vite's own styles and its socket are let through. */
export function secureHeaders(config: Config): ReturnType<typeof helmet> {
  const developing = config.mode === 'development';
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'", (_request, response) => `'nonce-${nonceOf(response)}'`],
        styleSrc: developing ? ["'self'", "'unsafe-inline'"] : ["'self'"],
        imgSrc: ["'self'", 'data:'],
        ...(developing ? { connectSrc: ["'self'", 'ws:'] } : {}),
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
    xFrameOptions: { action: 'deny' },
    // helmet's no-referrer makes Chromium send `Origin: null` with forms, which no check could tell from a stranger's.
    referrerPolicy: { policy: 'same-origin' },
    strictTransportSecurity: config.publicUrl.startsWith('https:'),
  });
}

/** The same headers for what has no scripts of its own, as name and value in turn. */
export function secureHeaderList(config: Config): string[] {
  const bare = Object.assign(new ServerResponse(new IncomingMessage(new Socket())), { locals: {} });
  secureHeaders(config)(bare.req, bare, () => undefined);
  return Object.entries(bare.getHeaders()).flatMap(([name, value]) => [name, withoutNonce(String(value))]);
}

/** A policy that lets no script through by a nonce. */
export const withoutNonce = (policy: string) => policy.replace(/ 'nonce-[^']*'/, '');

// helmet hands over Node's response, which Express has extended by then.
function nonceOf(response: unknown): string {
  return (response as Response).locals.nonce;
}
