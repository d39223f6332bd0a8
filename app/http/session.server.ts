/** The session behind a request's cookie. */
import { createCookie } from '@remix-run/node';
import { openToken } from '#app/accounts/make-token.server.ts';
import type { Permission, Reader } from '#app/accounts/policy.rules.ts';
import { findSession, touchSession } from '#app/accounts/session.repository.server.ts';
import { sessionState, wantsTouch } from '#app/accounts/session.rules.ts';
import { tokenHash } from '#app/accounts/sign-in.server.ts';
import { tokenScopes } from '#app/accounts/token.fields.ts';
import type { AppContext, AskedFor } from './context.server.ts';

export interface Visitor {
  reader: Reader;
  /** The token hash of the open session. */
  session: string | null;
  /** What an account must settle before anything else is open to it. */
  owes: 'password' | 'second-factor' | null;
  /** When this session began, and the one before it; instants. */
  signedInAt: string | null;
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
  owes: null,
  signedInAt: null,
  previousSignInAt: null,
  endedFor: null,
  limitedTo: null,
};

type OpenSession = NonNullable<Awaited<ReturnType<typeof findSession>>>;

/** Behind TLS a cookie's name binds it to this very host and to a secure connection. */
function cookieOf({ config }: Pick<AppContext, 'config'>, name = 'register') {
  const secure = config.publicUrl.startsWith('https:');
  return createCookie(secure ? `__Host-${name}` : name, { httpOnly: true, sameSite: 'lax', path: '/', secure });
}

/** Between the password and the code. */
const ticketCookie = (context: AppContext) => cookieOf(context, 'register-ticket');

/** The headers that give a session's token, and take the ticket away that led to it. */
export async function startCookies(context: AppContext, token: string): Promise<[string, string][]> {
  return [
    ['Set-Cookie', await cookieOf(context).serialize(token)],
    ['Set-Cookie', await ticketCookie(context).serialize('', { maxAge: 0 })],
  ];
}
export const startTicket = (context: AppContext, ticket: string) =>
  ticketCookie(context).serialize(ticket, { maxAge: 300 });
export const endCookie = (context: AppContext) => cookieOf(context).serialize('', { maxAge: 0 });

/** Where an attempt to sign in comes from, as sessions and throttles note it. */
export const attemptFrom = (request: AskedFor, { clientAddress, config }: AppContext) => ({
  address: clientAddress,
  device: request.headers.get('User-Agent')?.slice(0, 80) ?? null,
  secret: config.sessionSecret,
});

/** The ticket of a password that was right; empty where the request bears none. */
export async function ticketOf(request: AskedFor, context: AppContext): Promise<string> {
  const ticket: unknown = await ticketCookie(context).parse(request.headers.get('Cookie'));
  return typeof ticket === 'string' ? ticket : '';
}

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
  if (credentials.cookie === null) return nobody;
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
    owes: owed(session, context),
    signedInAt: session.createdAt,
    previousSignInAt: session.previousSignInAt,
    endedFor: null,
    limitedTo: null,
  };
}

function owed(
  { mustChange, role, secondFactorSince }: Pick<OpenSession, 'mustChange' | 'role' | 'secondFactorSince'>,
  { config }: Pick<AppContext, 'config'>,
): Visitor['owes'] {
  if (mustChange === 1) return 'password';
  return role === 'district' && config.districtSecondFactor === 'required' && !secondFactorSince
    ? 'second-factor'
    : null;
}

/** The token of another system; pages know no tokens. */
function bearerOf({ path, authorization }: Credentials): string | null {
  if (!path.startsWith('/api/')) return null;
  return /^Bearer +(\S+) *$/i.exec(authorization ?? '')?.[1] ?? null;
}
