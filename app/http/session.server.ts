/** The session behind a request's cookie. */
import { createCookie } from '@remix-run/node';
import { openToken } from '#app/accounts/make-token.server.ts';
import type { Permission, Reader } from '#app/accounts/policy.rules.ts';
import { findSession, touchSession } from '#app/accounts/session.repository.server.ts';
import { sessionState, wantsTouch } from '#app/accounts/session.rules.ts';
import { tokenHash } from '#app/accounts/sign-in.server.ts';
import { tokenScopes } from '#app/accounts/token.schema.ts';
import type { AppContext } from './context.server.ts';

export interface Visitor {
  reader: Reader;
  /** The token hash of the open session. */
  session: string | null;
  mustChangePassword: boolean;
  previousSignInAt: string | null;
  /** Whose session it was that ran out by itself: what he typed is kept for him. */
  endedFor: string | null;
  /** What a token is limited to; null for a person, who may whatever his account may. */
  limitedTo: readonly Permission[] | null;
}

/** What a request says of who makes it. */
export interface Credentials {
  path: string;
  cookie: string | null;
  authorization: string | null;
}

const nobody: Visitor = {
  reader: null,
  session: null,
  mustChangePassword: false,
  previousSignInAt: null,
  endedFor: null,
  limitedTo: null,
};

/** Behind TLS the cookie's name binds it to this very host and to a secure connection. */
function cookieOf({ config }: Pick<AppContext, 'config'>) {
  const secure = config.publicUrl.startsWith('https:');
  return createCookie(secure ? '__Host-register' : 'register', {
    httpOnly: true,
    sameSite: 'lax',
    path: '/',
    secure,
  });
}

export const startCookie = (context: AppContext, token: string) => cookieOf(context).serialize(token);
export const endCookie = (context: AppContext) => cookieOf(context).serialize('', { maxAge: 0 });

/**
 * Who makes a request. A session that ended is nobody, but remembered for the form it may have carried.
 *
 * @throws Problem `not-signed-in` for a token that opens nothing: its system is told, rather than shown less
 */
export async function visitorOf(
  credentials: Credentials,
  context: Pick<AppContext, 'db' | 'config' | 'clock'>,
): Promise<Visitor> {
  const bearer = bearerOf(credentials);
  if (bearer !== null) {
    const { reader, scope } = await openToken(context.db, bearer, context.clock());
    return { ...nobody, reader, limitedTo: tokenScopes[scope].permissions };
  }
  const token: unknown = await cookieOf(context).parse(credentials.cookie);
  if (typeof token !== 'string' || token === '') return nobody;
  const hash = tokenHash(token, context.config.sessionSecret);
  const session = await findSession(context.db, hash);
  if (session?.active !== 1) return nobody;
  const now = context.clock();
  const state = sessionState(session, now);
  if (state !== 'open') return { ...nobody, endedFor: state === 'ended' ? session.username : null };
  // Not waited for: a reader goes on while somebody writes for long, and while the disk is full.
  if (wantsTouch(session, now)) touchSession(context.db, hash, now.toISOString()).catch(() => {});
  const { username, name, role, townCode, producerId } = session;
  return {
    reader: { username, name, role, townCode, producerId },
    session: hash,
    mustChangePassword: session.mustChange === 1,
    previousSignInAt: session.previousSignInAt,
    endedFor: null,
    limitedTo: null,
  };
}

/** The token of another system; pages know no tokens. */
function bearerOf({ path, authorization }: Credentials): string | null {
  if (!path.startsWith('/api/')) return null;
  return /^Bearer +(\S+) *$/i.exec(authorization ?? '')?.[1] ?? null;
}
