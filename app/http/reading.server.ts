/**
 * How one request reads, and what its reader has seen once it is answered. The number of the last change that somebody has
 * seen travels with his browser, so that a replica that is behind it is not asked. Whoever alters it deceives nobody but
 * himself.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { RequestHandler } from 'express';
import { Problem } from '#app/problem.ts';
import { chainHead } from '#db/chain.server.ts';
import type { Db } from '#db/client.server.ts';
import type { Readers, Source } from '#db/readers.server.ts';
import type { Config } from './config.server.ts';

/** Two, lest an answer that was long in the making take back what was written and seen meanwhile. */
const markName = /(?:^|; ?)(?:__Host-)?register-(?:seen|wrote)=(\d{1,15})(?=;|$)/g;

export type ReadingOf = (request: Pick<IncomingMessage, 'method' | 'headers'>) => Reading;

export class Reading {
  readonly #readers: Readers;
  readonly #isSecure: boolean;
  readonly #onlyReads: boolean;
  readonly #before: number;
  #source: Source | Promise<Source> | undefined;
  #usesPrimary = false;
  #hasTurned = false;
  #seen = 0;

  constructor(
    readers: Readers,
    { publicUrl }: Pick<Config, 'publicUrl'>,
    { method, headers }: Parameters<ReadingOf>[0],
  ) {
    this.#readers = readers;
    this.#isSecure = publicUrl.startsWith('https:');
    this.#onlyReads = method === 'GET' || method === 'HEAD';
    this.#before = readers.hasReplica ? seenBefore(headers.cookie ?? '') : 0;
  }

  /** Whether it matters what its reader has seen: where there is but one database it does not. */
  get isFollowed(): boolean {
    return this.#readers.hasReplica;
  }

  /** The database that answers, the same for the whole request. Who writes reads where he writes. */
  source(): Source | Promise<Source> {
    this.#source ??= this.#onlyReads ? this.#readers.choose(this.#before) : this.#readers.ofPrimary();
    return this.#source;
  }

  /** The word for what it holds. */
  state(): string | Promise<string> {
    const source = this.source();
    return source instanceof Promise ? source.then(({ state }) => state) : source.state;
  }

  /** The primary, for what lies outside of the changes, and whatever must be of this very moment. */
  primary(): Db {
    this.#usesPrimary = true;
    return this.#readers.primary;
  }

  /** Reads, and notes what was seen. What the replica does not know, or cannot say, the primary is asked. */
  async read<T>(work: (present: Db) => Promise<T>): Promise<T> {
    const source = await this.source();
    try {
      return await this.#noting(source, work);
    } catch (error) {
      if (!source.isReplica || !mayBeOfTheReplica(error)) throw error;
      this.#hasTurned = true;
      return await this.#noting(await this.#readers.ofPrimary(), work);
    }
  }

  async #noting<T>({ db }: Source, work: (present: Db) => Promise<T>): Promise<T> {
    const result = await work(db);
    await this.note(db);
    return result;
  }

  /** Asked afterwards: an answer may show what was written while it was made. */
  async note(present: Db): Promise<void> {
    if (!this.#readers.hasReplica) return;
    for (const db of new Set([present, ...(this.#usesPrimary ? [this.#readers.primary] : [])]))
      this.saw((await chainHead(db)).number);
  }

  saw(change: number): void {
    this.#seen = Math.max(this.#seen, change);
  }

  get seen(): number {
    return this.#seen;
  }

  /** Whether all that the answer shows is what a source held, whose word it may be kept under. */
  isAllOf({ isReplica }: Source): boolean {
    return !isReplica || !(this.#usesPrimary || this.#hasTurned);
  }

  /** What the reader takes along; null where he has it already, and where there is but one database. */
  cookie(): string | null {
    if (!this.#readers.hasReplica || this.#seen <= this.#before) return null;
    const name = `register-${this.#onlyReads ? 'seen' : 'wrote'}`;
    const [prefix, secure] = this.#isSecure ? ['__Host-', '; Secure'] : ['', ''];
    return `${prefix}${name}=${this.#seen}; Path=/; HttpOnly; SameSite=Lax${secure}`;
  }
}

const seenBefore = (cookies: string) =>
  Math.max(0, ...[...cookies.matchAll(markName)].map(([, number]) => Number(number)));

/** A row that is not there may not have come yet; a query may fail because the replica does. Whatever else is the answer. */
const mayBeOfTheReplica = (error: unknown) =>
  error instanceof Problem ? error.kind === 'not-found' : !(error instanceof Response);

/** Gives each request its way of reading, and the reader what he takes along. */
export function followReading(readingOf: ReadingOf): RequestHandler {
  return (request, response, next) => {
    response.locals.reading = followed(readingOf(request), response);
    next();
  };
}

/** What its reader has seen goes out with the answer's headers, known only then. */
export function followed(reading: Reading, response: ServerResponse): Reading {
  if (!reading.isFollowed) return reading;
  const writeHead = response.writeHead.bind(response) as (...given: unknown[]) => ServerResponse;
  response.writeHead = (...given: unknown[]) => {
    const cookie = reading.cookie();
    if (cookie !== null) response.appendHeader('Set-Cookie', cookie);
    return writeHead(...given);
  };
  return reading;
}
