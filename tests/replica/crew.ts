/** A register on a primary and its replica, two programs that serve it, and readers with browsers of their own. */
import pg from 'pg';
import { openDatabase } from '#db/client.server.ts';
import { migrate } from '#db/migrate.server.ts';
import { seedIfEmpty } from '#seeds/seed.ts';
import { type Cluster, startCluster } from '#tests/support/cluster.ts';
import { seededAt } from '#tests/support/database.ts';
import { type Server, startServer } from '#tests/support/server.ts';

export const metricsToken = 'a-token-of-the-tests';

export interface Crew {
  primary: Cluster;
  replica: Cluster;
  servers: Server[];
  stop(): Promise<void>;
}

/** The register's `DATABASE_URL` on one of the two. */
export const registerOn = (cluster: Cluster) => cluster.url.replace(/postgres$/, 'register');

/** Runs SQL on one of the two. */
export async function on(cluster: Cluster, text: string): Promise<void> {
  const client = new pg.Client({ connectionString: registerOn(cluster) });
  await client.connect();
  await client.query(text).finally(() => client.end());
}

/** Waits until it is so. */
export async function until(isSo: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 300; tries += 1) {
    if (await isSo()) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('it never came to be');
}

export async function startCrew(): Promise<Crew> {
  const primary = await startCluster();
  const owner = new pg.Client({ connectionString: primary.url });
  await owner.connect();
  await owner.query('create database register');
  await owner.end();
  const db = openDatabase(registerOn(primary));
  await migrate(db);
  await seedIfEmpty(db, 'demo', seededAt);
  await db.destroy();
  const replica = await primary.replicate();
  const environment = {
    DATABASE_URL: registerOn(primary),
    DATABASE_READ_URL: registerOn(replica),
    METRICS_TOKEN: metricsToken,
  };
  const servers = [await startServer(environment), await startServer(environment)];
  return {
    ...{ primary, replica, servers },
    async stop() {
      await Promise.all(servers.map(({ stop }) => stop()));
      await replica.stop();
      await primary.stop();
    },
  };
}

/** A browser: it keeps its cookies and takes them to whichever program it asks. */
export class Browser {
  readonly cookies = new Map<string, string>();

  /** @param seen the last change that it has seen elsewhere */
  constructor(seen?: number) {
    if (seen !== undefined) this.cookies.set('register-seen', String(seen));
  }

  async signIn(server: Server, username: string): Promise<this> {
    await this.ask(server, '/login', { username, password: 'qingxi-demo-2025' });
    return this;
  }

  async ask({ url }: Pick<Server, 'url'>, path: string, fields?: Record<string, string>): Promise<Response> {
    const response = await fetch(url + path, {
      redirect: 'manual',
      headers: {
        cookie: [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
        ...(fields && { origin: url, 'sec-fetch-site': 'same-origin' }),
      },
      ...(fields && { method: 'POST', body: new URLSearchParams(fields) }),
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      this.cookies.set(name, value);
    }
    return response;
  }

  async read(server: Pick<Server, 'url'>, path: string): Promise<string> {
    const response = await this.ask(server, path);
    const text = await response.text();
    if (response.status !== 200) throw new Error(`${path}: ${response.status} ${text.slice(0, 200)}`);
    return text;
  }
}
