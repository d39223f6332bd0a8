/**
 * Two towns in one running register: one attacks, the other has everything that is not public, and each form is taken as
 * its rightful owner gets it, so that only the door stands between it and the register.
 */
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { askToJoin } from '#app/producers/ask-to-join.server.ts';
import { AskToJoin } from '#app/producers/join.schema.ts';
import { acceptRequest } from '#app/producers/settle-request.server.ts';
import { openDatabase } from '#db/client.server.ts';
import { keysOfTables } from '#db/copy.server.ts';
import { formsOf, idsOf, routesOf, type TownIds } from '#tests/support/attacker.ts';
import { type Behind, lookBehind } from '#tests/support/behind.ts';
import { get, post, type Server, signIn, startServer } from '#tests/support/server.ts';

const own = '310118102';
const other = '310118103';
const password = 'seven frogs in rice';

/** Stands in everything of the other town that is not public; the attackers know the first half. */
export const known = 'ZZQ';
export const secret = '7f3a9c';
const marked = (what: string) => `${known}${what}${secret}`;

export const attackers = ['zhujiajiao', 'coop', 'stranger'] as const;
export const owners = ['rival', 'liantang', 'district'] as const;

/** The routes of the built program. */
export const routes = await routesOf(path.resolve('build/server/server-build.js'));

/** A route that writes, and one of its addresses. */
interface Target {
  route: string;
  address: string;
}

export class TwoTowns {
  private constructor(
    readonly server: Server,
    readonly behind: Behind,
    readonly theirs: TownIds,
    readonly ours: TownIds,
    readonly cookies: Readonly<Record<string, string>>,
  ) {}

  static async open(): Promise<TwoTowns> {
    const server = await startServer();
    const behind = lookBehind(server.address);
    await fillOtherTown(server.address);
    const cookies: Record<string, string> = { stranger: '', rival: await signIn(server.url, 'rival', password) };
    for (const who of ['district', 'zhujiajiao', 'liantang', 'coop']) cookies[who] = await signIn(server.url, who);
    await fillByForms(server, behind, cookies);
    const [theirs, ours] = [await idsOf(behind, other, 'rival'), await idsOf(behind, own, 'coop')];
    return new TwoTowns(server, behind, theirs, ours, cookies);
  }

  async close(): Promise<void> {
    await this.behind.close();
    await this.server.stop();
  }

  at(address: string): string {
    return this.server.url + address;
  }

  cookieOf(who: string): string {
    return this.cookies[who] ?? '';
  }

  /** The addresses of a route that writes for the rows of the other town. */
  targetsOf(route: string): Target[] {
    return this.theirs.addresses(route).map((address) => ({ route, address }));
  }

  /** The forms of a page as the first of these readers gets them that is shown any. */
  async formsFor(readers: readonly string[], address: string): Promise<Record<string, string>[]> {
    for (const who of readers) {
      const page = await get(this.at(address), this.cookieOf(who));
      const forms = page.status === 200 ? formsOf(await page.text()) : [];
      if (forms.length > 0) return forms;
    }
    return [];
  }

  /** What the other town's rows are known by. */
  async identities(): Promise<string[]> {
    const tables = ['import', 'joinRequest', 'report'];
    const found = await Promise.all(
      tables.map((table) => this.behind.plucks(`select id from ${table} where townCode = ?`, other)),
    );
    const tokens = await this.behind.plucks('select id from apiToken');
    return [...this.theirs.all, ...found.flat(), ...tokens, ...owners];
  }

  /** Every row that speaks of the other town, but for those of other producers, who may grow in its villages. */
  async theirRows(): Promise<string[]> {
    // Of keys only what opens: when they were last used moves with every page that their owners read.
    const passing = ['session', 'credential', 'keptForm', 'importRow'];
    const keys = await this.behind.all(`select username, tokenHash, revokedAt from session
      union all select username, passwordHash, null from credential`);
    const rows = keys.map((key) => JSON.stringify(key)).filter((key) => owners.some((who) => key.includes(`"${who}"`)));
    for (const [table] of keysOfTables)
      if (!passing.includes(table)) for (const row of await this.#rowsOf(table)) rows.push(`${table} ${row}`);
    return rows.sort();
  }

  async #rowsOf(table: string): Promise<string[]> {
    const ids = new Set<unknown>([...this.theirs.all, ...owners]);
    const isTheirs = ({ producerId, ...row }: Record<string, unknown>) =>
      typeof producerId === 'string'
        ? this.theirs.producers.includes(producerId)
        : Object.entries(row).some(([column, value]) => identity.test(column) && ids.has(value));
    return (await this.behind.all(`select * from "${table}"`)).filter(isTheirs).map((row) => JSON.stringify(row));
  }
}

/** Columns that say whose a row is; in any other an attacker may write whatever he likes about himself. */
const identity = /(?:code|id|town|account|username|by)$/i;

/** A producer of the other town, and a request that waits there. */
async function fillOtherTown(address: string): Promise<void> {
  const db = openDatabase(address);
  const now = new Date();
  const wish = (more: Record<string, string>) =>
    AskToJoin.parse({
      ...{ kind: 'family-farm', creditCode: '', townCode: other, phone: '13812345678' },
      ...{ password, repeatPassword: password, consent: 'on', ...more },
    });
  const asked = await askToJoin(
    db,
    wish({ name: '练塘另一家家庭农场', username: 'rival', person: marked('contact') }),
    { now },
  );
  await acceptRequest(db, { id: asked, account: 'liantang', at: now });
  await askToJoin(db, wish({ name: marked('farm'), username: 'waiting', person: marked('person') }), { now });
  await db.destroy();
}

async function fillByForms({ url }: Server, behind: Behind, cookies: Record<string, string>): Promise<void> {
  const at = (address: string) => url + address;
  const cookieOf = (who: string) => cookies[who] ?? '';
  const change = String(await behind.pluck('select max(number) from change'));
  const producer = String(await behind.pluck("select producerId from account where username = 'rival'"));
  const base = { intent: 'amend', villageCode: '310118103274', crop: '稻米', area: '10', change };
  const sent = async (address: string, fields: Record<string, string>) =>
    expectTaken(await post(at(address), fields, cookieOf('rival')));
  await sent(`/producers/${producer}/bases/new`, base);
  const grown = await behind.pluck('select id from base where producerId = ?', producer);
  const product = {
    [`base-${grown}`]: 'on',
    ...{ season: '10月', variety: '青香软粳' },
    category: 'grain',
    name: marked('rice'),
    description: marked('description'),
    change,
  };
  await sent('/products/new', { intent: 'submit', ...product });
  await sent('/products/new', { intent: 'save', ...product, name: marked('draft') });
  const token = { intent: 'make', name: marked('token'), scope: 'read', days: '30' };
  await post(at('/account/tokens'), token, cookieOf('liantang'));
  const body = new FormData();
  body.append('file', new File(['村名,年份,户数,耕地（亩）\n东庄村,2023,901,'], `${marked('file')}.csv`));
  const headers = { cookie: cookieOf('liantang'), origin: url, 'sec-fetch-site': 'same-origin' };
  expectTaken(await fetch(at('/imports'), { method: 'POST', redirect: 'manual', headers, body }));
  while ((await behind.pluck("select count(*) from import where state = 'reading'")) !== 0) await setTimeout(20);
}

function expectTaken({ status, url }: Response): void {
  if (status !== 302) throw new Error(`${url}: ${status}`);
}
