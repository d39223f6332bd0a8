/** Asking the register's own loaders, in this process, on a database whose statements are noted. */
import { createCookie } from '@remix-run/node';
import type SQLite from 'better-sqlite3';
import { tokenHash } from '#app/accounts/sign-in.server.ts';
import type { AppContext } from '#app/http/context.server.ts';
import { Reading } from '#app/http/reading.server.ts';
import type { Db } from '#db/client.server.ts';
import { openReaders } from '#db/readers.server.ts';

/** Who asks: nobody, or a demonstration account. */
export type Asker = 'public' | 'district' | 'zhujiajiao' | 'g0001n';

export interface Question {
  /** The route's file without its ending. */
  route: string;
  params?: Record<string, string>;
  search?: string;
  asker?: Asker;
}

interface RouteModule {
  loader: (args: { request: Request; params: Record<string, string>; context: AppContext }) => Promise<unknown>;
}

const modules = import.meta.glob<RouteModule>('/app/routes/*.tsx');

const now = new Date('2026-11-24T02:00:00Z');
const sessionSecret = 'a secret for tests only, long enough';

/** Signs everybody in who asks. */
export function signInAll(sqlite: SQLite.Database, askers: readonly Asker[]): void {
  const insert = sqlite.prepare(`insert into session (tokenHash, username, createdAt, lastSeenAt, endsAt)
    values (?, ?, ?, ?, ?)`);
  const credential = sqlite.prepare(`insert or ignore into credential (username, passwordHash, mustChange, changedAt)
    values (?, '', 0, ?)`);
  for (const asker of askers) {
    credential.run(asker, now.toISOString());
    insert.run(tokenHash(asker, sessionSecret), asker, now.toISOString(), now.toISOString(), '2026-12-24T00:00:00Z');
  }
}

/** Runs the loader of a route, as the server would. */
export async function ask(db: Db, { route, params = {}, search = '', asker = 'public' }: Question): Promise<unknown> {
  const load = modules[`/app/routes/${route}.tsx`];
  if (load === undefined) throw new Error(`no route ${route}`);
  const { loader } = await load();
  const cookie = asker === 'public' ? '' : await createCookie('register').serialize(asker);
  // The path matters only for telling the JSON interface from pages.
  const request = new Request(`http://127.0.0.1/${route.replaceAll('.', '/')}${search}`, { headers: { cookie } });
  return loader({ request, params, context: contextFor(db) });
}

function contextFor(db: Db): AppContext {
  const places = { databaseUrl: 'file:nowhere/register.sqlite', backupFolder: 'nowhere/backups', backupAt: null };
  const config = { publicUrl: 'http://127.0.0.1', sessionSecret, districtSecondFactor: 'optional', ...places };
  const readers = openReaders(db, null);
  const reading = new Reading(readers, config, { method: 'GET', headers: {} });
  // No import, undo or backup is under way.
  const imports = { progress: () => null, undoing: () => null };
  const log = { warn: () => {} };
  const meters = { count: () => ({ since: now }) };
  const upkeep = { isUnderWay: () => false };
  const own = { reading, imports, upkeep, meters, log, entered: new Set(), requestId: 'growth' };
  return { db, readers, config, clock: () => now, ...own } as unknown as AppContext;
}
