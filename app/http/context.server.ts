/** What every loader and action gets from the server in front of Remix. */
import type { AppLoadContext } from '@remix-run/node';
import type { Logger } from 'pino';
import type { Permission, Reader } from '#app/accounts/policy.rules.ts';
import type { JoinThrottle, SignInThrottle, WriteThrottle } from '#app/accounts/throttle.server.ts';
import type { Problem } from '#app/problem.ts';
import type { Db } from '#db/client.server.ts';
import type { Readers } from '#db/readers.server.ts';
import type { Config } from './config.server.ts';
import type { Meters } from './meters.server.ts';
import type { Reading } from './reading.server.ts';

/** Sets printed sheets; the program gives the one in `reports/`, which this room may not know. */
export interface Typesetter {
  /** @param template a path below `app/` */
  render(template: string, data: unknown): Promise<{ pdf: Uint8Array<ArrayBuffer>; pages: number; missing: string[] }>;
}

/** How far a file has been read, compared or written, or a change taken back. */
export interface WorkProgress {
  stage: 'reading' | 'comparing' | 'writing';
  rows: number;
}

/** An undo that is under way, or one that was refused a little while ago. */
export interface Undoing {
  /** Null while it waits for its turn. */
  progress: WorkProgress | null;
  refusal: Problem | null;
}

/** Reads and writes files that offices bring in; the program gives the one in `exchange/`. */
export interface ImportRunner {
  /** Reads a kept file into its preview. Settles when that is done, and never rejects. */
  read(id: string, reader: NonNullable<Reader>): Promise<void>;
  /**
   * Writes what its preview showed, if by then the reader still may.
   *
   * @param session the token hash of the session that asked for it
   */
  write(id: string, reader: NonNullable<Reader>, session: string | null): Promise<void>;
  /**
   * Takes back a change that may be large.
   *
   * @returns the number of the change that does
   * @throws Problem, a conflict with its rows already named (UndoHindered); `conflict` while it is under way
   */
  undo(undo: { number: number; account: string; reason: string | null; at: Date }): Promise<number>;
  /** Where the undo of a change stands that this program was asked for; null where there is nothing to say. */
  undoing(change: number): Undoing | null;
  /** How far a job is; null where none is under way. */
  progress(id: string): WorkProgress | null;
}

/** Looks after the register; the program gives the one in `upkeep/`. */
export interface Upkeep {
  /** Makes a backup now and rehearses its restore, unless one is under way. Settles when that is done, and never rejects. */
  start(by: string | null): Promise<void>;
  /** Whether this program does so now: what it does is not in the register from its first moment on. */
  isUnderWay(): boolean;
}

/** What is read of a request that only reads: Remix's, or one of the JSON interface, for which none is made. */
export interface AskedFor extends Pick<Request, 'url' | 'signal'> {
  headers: Pick<Headers, 'get'>;
}

export interface AppContext {
  /** The primary: what is written, who somebody is, and whatever lies outside of the changes. */
  db: Db;
  readers: Readers;
  config: Config;
  clock: () => Date;
  /** Failed sign-ins, whoever asks and whichever program he asks. */
  throttle: SignInThrottle;
  /** Requests to join, by address. */
  joinThrottle: JoinThrottle;
  /** What somebody who was let in writes. */
  writeThrottle: WriteThrottle;
  typst: Typesetter;
  imports: ImportRunner;
  upkeep: Upkeep;
  meters: Meters;
  /** Names this request in the log and on a page that reports a fault. */
  requestId: string;
  /** Lets this response's own scripts through the content security policy. */
  nonce: string;
  log: Logger;
  /** What this request was let in for, so far: decides whether its answer may be kept for others. */
  entered: Set<Permission>;
  /** From which database this request is answered. */
  reading: Reading;
  /** Why the request was refused before any route saw it; the page that gives the reason is made by the pages. */
  refusal: Problem | null;
  /** The client's address, through as many proxies as the configuration trusts. */
  clientAddress: string;
  /** Set where JSON is taken as the text that was written (`WrittenJson`). */
  takesWritten?: boolean;
}

declare module '@remix-run/node' {
  interface AppLoadContext extends AppContext {}
}

declare global {
  namespace Express {
    interface Locals {
      requestId: string;
      nonce: string;
      entered: Set<Permission>;
      reading: Reading;
      refusal?: Problem;
      /** The pattern of the route that answers. */
      route: string;
    }
  }
}

/** The parts of a context that live as long as the server. */
export type Surroundings = Pick<
  AppContext,
  | 'db'
  | 'readers'
  | 'config'
  | 'clock'
  | 'throttle'
  | 'joinThrottle'
  | 'writeThrottle'
  | 'typst'
  | 'imports'
  | 'upkeep'
  | 'meters'
  | 'log'
>;

/** The context of one request. */
export function contextOf(
  surroundings: Surroundings,
  own: Pick<AppContext, 'requestId' | 'nonce' | 'entered' | 'reading' | 'refusal' | 'clientAddress' | 'takesWritten'>,
): AppLoadContext {
  return { ...surroundings, ...own };
}
