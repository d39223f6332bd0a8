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

/** How often something was tried by somebody, until its count begins anew. */
export interface ThrottleTable {
  /** A digest of what is counted. */
  key: string;
  count: number;
  endsAt: string;
}
