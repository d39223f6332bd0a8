/** Accounts, and the secrets that stand outside the row of changes so that they can be removed. */
import type { Origin, Registered } from './row.ts';

export interface AccountTable extends Registered {
  username: string;
  name: string;
  role: 'district' | 'town' | 'producer' | 'viewer';
  townCode: string | null;
  /** The producer whose account it is; null for everybody else. */
  producerId: string | null;
  active: 0 | 1;
  origin: Origin;
}

export interface CredentialTable {
  username: string;
  passwordHash: string;
  mustChange: 0 | 1;
  changedAt: string;
  /** A password that somebody else chose opens nothing from then on; null for its owner's own. */
  firstUntil: string | null;
  lastSignInAt: string | null;
  previousSignInAt: string | null;
}

export interface SessionTable {
  /** SHA-256 of the token in the cookie: a copy of the database opens no session. */
  tokenHash: string;
  username: string;
  createdAt: string;
  lastSeenAt: string;
  endsAt: string;
  revokedAt: string | null;
  device: string | null;
}

/** What was typed into a form when the session had run out, kept until its owner signs in again. */
export interface KeptFormTable {
  id: string;
  username: string;
  path: string;
  fields: string;
  keptAt: string;
}

/** By which another system reads as an account, without its password. */
export interface ApiTokenTable {
  id: string;
  username: string;
  /** What its owner calls it: the system that holds it. */
  name: string;
  /** `read`: what the pages show; `changes`: the row of changes too. */
  scope: 'read' | 'changes';
  /** SHA-256: a copy of the database opens nothing. */
  tokenHash: string;
  createdAt: string;
  endsAt: string;
  lastUsedAt: string | null;
  revokedAt: string | null;
}

/** The secret address under which an account's calendar is read. */
export interface CalendarFeedTable {
  username: string;
  tokenHash: string;
  createdAt: string;
}

/** What an account's owner holds besides his password. */
export interface SecondFactorTable {
  username: string;
  /** The authenticator's secret, sealed with a key that is not in the database. */
  sealedSecret: string;
  startedAt: string;
  /** Null until a first code has shown that the authenticator holds the secret: nobody is asked for it before. */
  confirmedAt: string | null;
  /** The half minute of the newest code that was used: neither it nor an earlier one opens again. */
  lastStep: number;
  /** Codes tried since the last that fitted. */
  failures: number;
  /** When a code was refused last, a recovery code or one used before among them. */
  refusedAt: string | null;
}

/** Opens once in place of a code; the row goes when it has. */
export interface RecoveryCodeTable {
  username: string;
  /** argon2id, each with a salt of its own. */
  codeHash: string;
}

/** How often something was tried by somebody, until its count begins anew. */
export interface ThrottleTable {
  /** A digest of what is counted. */
  key: string;
  count: number;
  endsAt: string;
}
