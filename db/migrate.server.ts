/** Bringing a database to the present schema: dated, frozen migrations, then the guards that keep history. */
import { randomBytes } from 'node:crypto';
import { type Migration, sql } from 'kysely';
import { type Db, isMissingTable } from './client.server.ts';
import { installGuards } from './guards.server.ts';
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
import * as heldImports from './migrations/2026-11-29-held-imports.ts';
import * as tallies from './migrations/2026-11-29-tallies.ts';
import * as fewerPages from './migrations/2026-11-30-fewer-pages.ts';
import * as firstPasswords from './migrations/2026-11-30-first-passwords.ts';
import * as listPages from './migrations/2026-11-30-list-pages.ts';
import * as nameSuffixes from './migrations/2026-11-30-name-suffixes.ts';
import * as receiptPages from './migrations/2026-11-30-receipt-pages.ts';
import * as scannedCodes from './migrations/2026-11-30-scanned-codes.ts';
import * as stays from './migrations/2026-11-30-stays.ts';
import * as wholeLists from './migrations/2026-11-30-whole-lists.ts';
import * as yearsAndPictures from './migrations/2026-11-30-years-and-pictures.ts';
import * as foundAndCounted from './migrations/2026-12-01-found-and-counted.ts';
import { catchUpWithNames } from './names.server.ts';

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
  '2026-11-29-held-imports': heldImports,
  '2026-11-29-tallies': tallies,
  '2026-11-30-receipt-pages': receiptPages,
  '2026-11-30-name-suffixes': nameSuffixes,
  '2026-11-30-first-passwords': firstPasswords,
  '2026-11-30-fewer-pages': fewerPages,
  '2026-11-30-years-and-pictures': yearsAndPictures,
  '2026-11-30-list-pages': listPages,
  '2026-11-30-stays': stays,
  '2026-11-30-whole-lists': wholeLists,
  '2026-11-30-scanned-codes': scannedCodes,
  '2026-12-01-found-and-counted': foundAndCounted,
};

/** The names of all migrations that this program knows. */
export const knownMigrations = Object.keys(migrations);

/**
 * Applies what is missing, in the order in which the migrations are listed, installs the guards anew, and brings the index of
 * names up to the last change. Safe to call at every start, by several programs at once.
 *
 * @throws when the database is of a newer program, or a migration fails; the database then stands where it stood
 */
export async function migrate(db: Db): Promise<void> {
  if ((await missing(db)).length > 0) await db.transaction().execute(applyMissing);
  await installGuards(db);
  await giveKey(db);
  await catchUpWithNames(db);
}

async function applyMissing(trx: Db): Promise<void> {
  // The table that Kysely's migrator made in every earlier register.
  await trx.schema
    .createTable('kysely_migration')
    .ifNotExists()
    .addColumn('name', 'varchar(255)', (column) => column.notNull().primaryKey())
    .addColumn('timestamp', 'varchar(255)', (column) => column.notNull())
    .execute();
  for (const name of await missing(trx)) {
    await migrations[name]?.up(trx);
    await sql`insert into kysely_migration (name, timestamp) values (${name}, ${new Date().toISOString()})`.execute(
      trx,
    );
  }
}

async function missing(db: Db): Promise<string[]> {
  const applied = await appliedMigrations(db);
  const unknown = applied.find((name) => !knownMigrations.includes(name));
  if (unknown !== undefined) throw new Error(`数据库来自更新的程序版本（${unknown}），请先升级程序`);
  return knownMigrations.filter((name) => !applied.includes(name));
}

/** The key of the verification codes on printed pages belongs to the register: a copy of the file still knows its pages. */
async function giveKey(db: Db): Promise<void> {
  await db
    .insertInto('register')
    .values({ key: 'verificationKey', value: randomBytes(32).toString('hex') })
    .onConflict((conflict) => conflict.column('key').doNothing())
    .execute();
}

/** The names of the migrations that this database has had, in the order of their names; none where it holds nothing. */
export async function appliedMigrations(db: Db): Promise<string[]> {
  try {
    const { rows } = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(db);
    return rows.map(({ name }) => name);
  } catch (error) {
    if (isMissingTable(error)) return [];
    throw error;
  }
}
