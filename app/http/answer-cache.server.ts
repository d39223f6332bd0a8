/**
 * Finished answers, kept as bytes with their compressed forms for as long as nothing that they could show has changed.
 * Only addresses that anybody may read are kept (`public.read`): there an answer is a function of the address, of who
 * reads, of the database's state and of the day. Whatever knows more, such as how far an import is, declares another
 * permission and is made anew.
 */
import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { LRUCache } from 'lru-cache';
import { dayInShanghai } from '#app/day.ts';

export type Coding = 'br' | 'gzip' | 'identity';

/** An answer as it is sent. Headers are name and value in turn, as Node takes them without looking at each. */
export interface Form {
  headers: string[];
  body: Buffer;
}

export interface Kept {
  /** The pattern of the route that made it, to be counted under. */
  route: string;
  etag: string;
  /** Of every form, and of the answer that says that nothing has changed. */
  headers: string[];
  contentType: string;
  body: Buffer;
  /** The last change that it may show; 0 where nobody asks. */
  seen: number;
  /** Each made once, when it is first asked for. */
  forms: Partial<Record<Coding, Form | Promise<Form>>>;
}

export type Made = Pick<Kept, 'route' | 'contentType' | 'headers' | 'body' | 'seen'> & { etag: string | null };

export interface AnswerCache {
  /**
   * What was made of this address for this reader since anything changed; undefined where nothing was.
   *
   * @param state gives the word for what the database holds that answers; asked for what is kept alone
   */
  get(key: string, state: () => string | Promise<string>): Kept | undefined | Promise<Kept | undefined>;
  /**
   * The answer that is just being made of this address for somebody else. Where nobody makes one that may be kept, it is
   * the asker's to make: he gets the function that takes his answer and keeps it, unless it is null.
   *
   * @param state read before the answer is made: what is written meanwhile makes it an old one, never a wrong one
   */
  share(key: string, state: string): Promise<Kept | Keep>;
}

type Keep = (made: Made | null) => Kept | null;

/** Larger ones are rare and would drive many small ones out. */
export const largestKept = 2 ** 20;
const bytesKept = 48 * 2 ** 20;

export function createAnswerCache(clock: () => Date): AnswerCache {
  const answers = new LRUCache<string, Kept & { state: string }>({
    maxSize: bytesKept,
    // The compressed forms come later and together take less than the page.
    sizeCalculation: ({ body }, key) => 2 * body.length + key.length + 500,
  });
  const making = new Map<string, Promise<Kept | null>>();
  const onThisDay = (state: string) => `${state} ${dayInShanghai(clock())}`;

  return {
    get(key, state) {
      const found = answers.get(key);
      // Most addresses are not kept, the probes' for one: only for those that are is the database asked.
      if (found === undefined) return undefined;
      const asItIs = (now: string) => (found.state === onThisDay(now) ? found : undefined);
      const now = state();
      return typeof now === 'string' ? asItIs(now) : now.then(asItIs);
    },
    async share(key, state) {
      const began = onThisDay(state);
      const name = `${began} ${key}`;
      const beingMade = making.get(name);
      // Where nobody makes it, nobody else may begin before this one has: nothing is waited for.
      const known = beingMade && (await beingMade);
      if (known) return known;
      const { promise, resolve } = withResolvers<Kept | null>();
      making.set(name, promise);
      return (made) => {
        making.delete(name);
        const kept = made && keptOf(made);
        if (kept) answers.set(key, Object.assign(kept, { state: began }));
        resolve(kept);
        return kept;
      };
    },
  };
}

/** Makes the form that a client reads. */
export const compress: Record<Coding, (bytes: Buffer) => Promise<Buffer>> = {
  br: (bytes) => promisify(brotliCompress)(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }),
  gzip: (bytes) => promisify(gzip)(bytes),
  identity: async (bytes) => bytes,
};

/** The form that a client reads, kept beside the others. */
export function formOf(kept: Kept, coding: Coding): Form | Promise<Form> {
  kept.forms[coding] ??= makeForm(kept, coding);
  return kept.forms[coding];
}

async function makeForm(kept: Kept, coding: Coding): Promise<Form> {
  const body = await compress[coding](kept.body);
  const headers = ['Content-Type', kept.contentType, 'Content-Length', String(body.length), ...kept.headers];
  if (coding !== 'identity') headers.push('Content-Encoding', coding);
  const form = { headers, body };
  // Whoever asks from now on need not wait for a turn.
  kept.forms[coding] = form;
  return form;
}

function keptOf(made: Made): Kept {
  const etag = made.etag ?? contentTag(made.body);
  return { ...made, etag, headers: ['ETag', etag, ...made.headers], forms: {} };
}

function contentTag(body: Buffer): string {
  return `W/"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;
}

function withResolvers<T>() {
  let resolve: (value: T) => void = () => undefined;
  const promise = new Promise<T>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}
