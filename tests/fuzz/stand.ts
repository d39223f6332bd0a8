/** The register as it really runs, with everybody signed in and work of every kind waiting. */
import { lookBehind } from '#tests/support/behind.ts';
import { setUpSecondFactor } from '#tests/support/second-factor.ts';
import { type Server, signIn, startServer } from '#tests/support/server.ts';
import { type Answer, ask, type Question } from './ask.ts';
import { readPage } from './page.ts';

/** Has given its password and not yet its code: to the register a stranger, but at one address. */
export const halfway = 'jinze';

export const readers = ['public', 'district', 'zhujiajiao', 'coop', 'viewer', 'liantang', halfway] as const;
export type ReaderName = (typeof readers)[number];

export interface Stand {
  server: Server;
  ask(reader: ReaderName, question: Question): Promise<Answer>;
  get(reader: ReaderName, path: string): Promise<Answer>;
  /** Signs a reader in anew whose session ended. */
  signIn(reader: ReaderName): Promise<void>;
  /** Sends a form with files as a browser does, and says where it leads. */
  send(reader: ReaderName, path: string, form: FormData): Promise<string>;
  cookie(reader: ReaderName): string;
  /** Lines of the server's log that tell of a defect, since this was last asked: each is told once. */
  faults(): string[];
}

export async function openStand(): Promise<Stand> {
  // Behind a proxy each request can come from another address, so that no throttle stops the questions.
  const server = await startServer({ TRUST_PROXY: '1' });
  const cookies = new Map<ReaderName, string>();
  let asked = 0;
  let told = 0;
  const cookie = (reader: ReaderName) => cookies.get(reader) ?? '';
  const stand: Stand = {
    ...{ server, cookie },
    async ask(reader, question) {
      asked += 1;
      if (asked % 100 === 0) await forgetCounts(server.address);
      const headers = {
        Cookie: cookie(reader),
        'Sec-Fetch-Site': 'same-origin',
        'X-Forwarded-For': `10.${(asked >> 16) & 255}.${(asked >> 8) & 255}.${asked & 255}`,
        ...question.headers,
      };
      return ask(server.url, { ...question, headers });
    },
    get: (reader, path) => stand.ask(reader, { path }),
    async signIn(reader) {
      if (reader !== 'public') cookies.set(reader, await signIn(server.url, reader));
    },
    async send(reader, path, form) {
      const headers = { Cookie: cookie(reader), 'Sec-Fetch-Site': 'same-origin' };
      const response = await fetch(server.url + path, { method: 'POST', body: form, headers, redirect: 'manual' });
      const { pathname } = new URL(response.headers.get('Location') ?? '', server.url);
      if (response.status !== 302)
        throw new Error(`${path}: ${response.status} ${readPage(await response.text()).text}`);
      return pathname;
    },
    faults() {
      const lines = server.log().split('\n');
      const fresh = lines.slice(told).filter((line) => /"level":(50|60)/.test(line));
      // The last line may not be whole yet.
      told = lines.length - 1;
      return fresh;
    },
  };
  await setUpSecondFactor(server.url, await signIn(server.url, 'jinze'));
  for (const reader of readers) await stand.signIn(reader);
  return stand;
}

/** Nobody in his right mind sends as many forms in an hour as are sent here in a minute. */
async function forgetCounts(address: string): Promise<void> {
  const behind = lookBehind(address);
  await behind.all('delete from throttle');
  await behind.close();
}
