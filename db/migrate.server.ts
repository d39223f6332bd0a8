/** Bringing a database to the present schema: dated, frozen migrations, then the guards that keep history. */
import { randomBytes } from 'node:crypto';
import { type Migration, type MigrationProvider, Migrator, sql } from 'kysely';
import type { Db } from './client.server.ts';
import { guardTriggers } from './guards.sqlite.ts';
import * as contactRemovals from './migrations/2026-11-24-contact-removals.ts';
import * as register from './migrations/2026-11-24-register.ts';
import * as products from './migrations/2026-11-24-register-products.ts';
import * as reports from './migrations/2026-11-24-reports.ts';
import * as revisedMethods from './migrations/2026-11-24-revised-methods.ts';
import * as rowsFound from './migrations/2026-11-24-rows-found.ts';
import * as secondFactors from './migrations/2026-11-24-second-factors.ts';
import * as signingKeys from './migrations/2026-11-24-signing-keys.ts';
import * as throttle from './migrations/2026-11-24-throttle.ts';
import * as tokens from './migrations/2026-11-24-tokens.ts';
import * as tonnesAccepted from './migrations/2026-11-24-tonnes-accepted.ts';
import * as upkeep from './migrations/2026-11-24-upkeep.ts';
import * as uploads from './migrations/2026-11-24-uploads.ts';
import * as observations from './migrations/2026-11-24-yearly-observations.ts';

const migrations: Record<string, Migration> = {
  '2026-11-24-register': register,
  '2026-11-24-register-products': products,
  '2026-11-24-tokens': tokens,
  '2026-11-24-tonnes-accepted': tonnesAccepted,
  '2026-11-24-yearly-observations': observations,
  '2026-11-24-reports': reports,
  '2026-11-24-uploads': uploads,
  '2026-11-24-second-factors': secondFactors,
  '2026-11-24-upkeep': upkeep,
  '2026-11-24-signing-keys': signingKeys,
  '2026-11-24-contact-removals': contactRemovals,
  '2026-11-24-throttle': throttle,
  '2026-11-24-revised-methods': revisedMethods,
  '2026-11-24-rows-found': rowsFound,
};

/** The names of all migrations that this program knows. */
export const knownMigrations = Object.keys(migrations);

/** In a transaction each: on SQLite the migrator itself does not roll a failed one back. */
const provider: MigrationProvider = {
  async getMigrations() {
    return Object.fromEntries(
      Object.entries(migrations).map(([name, { up }]) => [
        name,
        { up: (db) => db.transaction().execute((trx) => up(trx)) } satisfies Migration,
      ]),
    );
  },
};

/**
 * Applies what is missing and installs the guards anew. Safe to call at every start.
 *
 * @throws when a migration fails; the database then stands where it stood before that migration
 */
export async function migrate(db: Db): Promise<void> {
  // Migrations of one day are named for what they bring, and need not sort as they were written: none builds on another's.
  const { error } = await new Migrator({ db, provider, allowUnorderedMigrations: true }).migrateToLatest();
  if (error) throw error;
  await installGuards(db);
  await giveKey(db);
}

/** The key of the verification codes on printed pages belongs to the register: a copy of the file still knows its pages. */
async function giveKey(db: Db): Promise<void> {
  await db
    .insertInto('register')
    .values({ key: 'verificationKey', value: randomBytes(32).toString('hex') })
    .onConflict((conflict) => conflict.column('key').doNothing())
    .execute();
}

/** The names of the migrations that this database has had, in the order of their names. */
export async function appliedMigrations(db: Db): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(db);
  return rows.map(({ name }) => name);
}

async function installGuards(db: Db): Promise<void> {
  const present = await presentTriggers(db);
  const wanted = guardTriggers();
  const same = present.size === wanted.size && [...wanted].every(([name, text]) => present.get(name) === text);
  if (same) return;
  await db.transaction().execute(async (trx) => {
    for (const name of present.keys()) await sql`drop trigger ${sql.id(name)}`.execute(trx);
    for (const text of wanted.values()) await sql.raw(text).execute(trx);
  });
}

/** Names of guards that are missing or were altered in this database; empty when all stand. */
export async function alteredGuards(db: Db): Promise<string[]> {
  const present = await presentTriggers(db);
  return [...guardTriggers()].filter(([name, text]) => present.get(name) !== text).map(([name]) => name);
}

async function presentTriggers(db: Db): Promise<Map<string, string>> {
  const { rows } = await sql<{
    name: string;
    sql: string;
  }>`select name, sql from sqlite_master where type = 'trigger'`.execute(db);
  return new Map(rows.map(({ name, sql: text }) => [name, text.replace(/^CREATE TRIGGER/, 'create trigger')]));
}
