/** Many people at once: some read, some write, and each remembers what he was answered. */
import { Agent } from 'node:http';
import { type Answer, ask, type Question } from '#tests/fuzz/ask.ts';
import { readPage } from '#tests/fuzz/page.ts';

/** Where a person is: one of the servers, and whom it knows him as. */
interface Person {
  url: string;
  cookie: string;
}

export interface Deed {
  /** The change that the answer named. */
  change: number;
  village: string;
  field: string;
  value: number;
}

export interface Tally {
  reads: number[];
  writes: number[];
  deeds: Deed[];
  /** Whatever a person should not have seen. */
  complaints: string[];
}

export const emptyTally = (): Tally => ({ reads: [], writes: [], deeds: [], complaints: [] });

/** What is read: pages that are the same for many, pages with a question, the interface; from the demonstration. */
const pages = [
  ...[
    '/',
    '/villages',
    `/villages?q=${encodeURIComponent('张马')}`,
    '/villages/310118102232',
    '/titles',
    '/plan',
    '/figures/coverage',
    '/products',
  ],
  ...[
    '/figures/green-rate',
    '/certificates',
    '/producers',
    '/areas',
    '/reports/brief',
    '/villages?town=310118103&level=city',
  ],
  ...[
    '/api/v1/progress',
    '/api/v1/villages?limit=100',
    '/api/v1/titles',
    '/exports/villages.csv',
    '/villages/310118103274',
  ],
];

const agents = new WeakMap<Person, Agent>();

/** A connection for each person, as each has a browser of his own: one that is in use never grows old enough to be ended. */
function askAs(person: Person, question: Question): Promise<Answer> {
  const { url, cookie } = person;
  const agent = agents.get(person) ?? new Agent({ keepAlive: true, maxSockets: 1 });
  agents.set(person, agent);
  const headers = { Cookie: cookie, 'Sec-Fetch-Site': 'same-origin', ...question.headers };
  return ask(url, { ...question, headers }, agent);
}

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Opens one page after the other, looking at each for a while. */
export async function read(person: Person, first: number, until: number, look: number, tally: Tally): Promise<void> {
  for (let turn = first; performance.now() < until; turn += 1) {
    const path = pages[turn % pages.length] ?? '/';
    try {
      const { status, took } = await askAs(person, { path });
      tally.reads.push(took);
      if (status !== 200) tally.complaints.push(`${path}: ${status}`);
    } catch (error) {
      tally.complaints.push(`${path}: ${error} ${secondsBefore(until)}`);
    }
    // Not all at the same moment: half as long to half as long again.
    await pause(look * (0.5 + ((turn * 7919) % 1000) / 1000));
  }
}

/** Opens the ledger of a village, fills one field in, saves it, and begins again. */
export async function write(
  person: Person,
  { village, field, first }: { village: string; field: string; first: number },
  until: number,
  look: number,
  tally: Tally,
): Promise<void> {
  const path = `/villages/${village}/statistics/2020`;
  for (let value = first; performance.now() < until; value += 1) {
    try {
      const opened = await askAs(person, { path });
      const form = readPage(opened.body).forms.find(({ fields }) => fields.some(({ name }) => name === field));
      if (!form) throw new Error(`no form: ${opened.status}`);
      const stored = form.fields.filter(({ type, ticked }) => type !== 'checkbox' || ticked);
      const wire = new URLSearchParams(stored.map((each) => [each.name, each.value]));
      wire.set(field, String(value));
      wire.set('confirmJump', 'on');
      const headers = { 'Content-Type': 'application/x-www-form-urlencoded' };
      const answer = await askAs(person, { method: 'POST', path, headers, body: wire.toString() });
      tally.writes.push(answer.took);
      const change = Number(new URL(answer.headers.location ?? '', person.url).searchParams.get('saved'));
      if (answer.status === 302 && change > 0) tally.deeds.push({ change, village, field, value });
      else tally.complaints.push(`${path}: ${answer.status} ${readPage(answer.body).text.slice(0, 200)}`);
    } catch (error) {
      tally.complaints.push(`${path}: ${error} ${secondsBefore(until)}`);
    }
    await pause(look);
  }
}

const secondsBefore = (until: number) => `(${Math.round((until - performance.now()) / 1000)} s before the end)`;

export function percentile(times: readonly number[], share: number): number {
  const sorted = [...times].sort((a, b) => a - b);
  return Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0);
}
