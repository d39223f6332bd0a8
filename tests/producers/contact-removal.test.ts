/** Personal data are removed to the last byte, and the chain does not notice. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { sql } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { forgetDeclined } from '#app/producers/forget-declined.server.ts';
import { findContact, findRemoval, putContact } from '#app/producers/producer.repository.server.ts';
import { removeContact } from '#app/producers/remove-contact.server.ts';
import { backUp } from '#db/backup.server.ts';
import { chainHead, verifyChain } from '#db/chain.server.ts';
import { type Db, openDatabase } from '#db/client.server.ts';
import { migrate } from '#db/migrate.server.ts';
import type { Row } from '#db/tables.ts';
import { seedIfEmpty } from '#seeds/seed.ts';
import { isOnPostgres, newAddress, seededAt } from '#tests/support/database.ts';

const now = new Date('2026-11-24T08:00:00Z');
const person = '欧阳某某某';
const phone = '13912345678';

let home: string;
let address: string;
let db: Db;
const at = (name: string) => path.join(home, name);
beforeEach(async () => {
  home = mkdtempSync(path.join(tmpdir(), 'contact-'));
  address = isOnPostgres ? await newAddress() : `file:${at('register.sqlite')}`;
  db = openDatabase(address);
  await migrate(db);
  await seedIfEmpty(db, 'demo', seededAt);
});
afterEach(async () => {
  await db.destroy();
  rmSync(home, { recursive: true, force: true });
});

const tells = (bytes: Buffer) => bytes.includes(person) || bytes.includes(phone);
const holds = (name: string) => tells(readFileSync(at(name)));

/** The files in which the engine keeps what was removed, or could have kept it. */
async function storage(): Promise<Map<string, Buffer>> {
  if (!isOnPostgres)
    return new Map(['register.sqlite', 'register.sqlite-wal'].map((name) => [name, readFileSync(at(name))]));
  const files = new Map<string, Buffer>();
  for (const name of ['"producerContact"', '"joinRequest"', 'pg_statistic']) {
    const { rows } = await sql<{ bytes: Buffer }>`
      select pg_read_binary_file(pg_relation_filepath(${name}::text::regclass)) as bytes`.execute(db);
    files.set(name, rows[0]?.bytes ?? Buffer.from(person));
  }
  return files;
}

const request = (
  id: string,
  state: 'accepted' | 'declined',
  producerId: string | null,
  settledAt: string,
): Row<'joinRequest'> => ({
  ...{
    id,
    state,
    kind: 'other',
    name: '某社',
    creditCode: null,
    townCode: '310118102',
    villageCode: null,
    person,
    phone,
  },
  ...{ username: id, passwordHash: null, note: `找${person}`, submittedAt: '2026-08-01', reason: null },
  ...{ settledBy: 'zhujiajiao', settledAt, producerId },
});

test('a removed contact is in no byte of the database, its log and a later backup; verify passes', async () => {
  const { id: producerId } = await db.selectFrom('producer').select('id').limit(1).executeTakeFirstOrThrow();
  // Often enough for pages to split and rows to move, as they do in a register that is used.
  for (const length of [1, 40, 3, 200, 20])
    await putContact(db, { producerId, person: person.repeat(length), phone, updatedAt: now.toISOString() });
  const others = await db.selectFrom('producer').select('id').where('id', '!=', producerId).execute();
  for (const { id } of others)
    await putContact(db, {
      producerId: id,
      person: '别人'.repeat(60),
      phone: '59720000',
      updatedAt: now.toISOString(),
    });
  await putContact(db, { producerId, person, phone, updatedAt: now.toISOString() });
  await db
    .insertInto('joinRequest')
    .values(request('joiner', 'accepted', producerId, '2026-08-02'))
    .execute();
  if (isOnPostgres) await sql`analyze`.execute(db);
  await backUp(address, at('before.sqlite'));
  expect(holds('before.sqlite')).toBe(true);
  const before = await chainHead(db);

  await removeContact(db, { producerId, by: 'coop', now });

  expect(await findContact(db, producerId)).toBeUndefined();
  expect(await findRemoval(db, producerId)).toEqual({ producerId, removedBy: 'coop', removedAt: now.toISOString() });
  expect(await chainHead(db)).toEqual(before);
  expect(await verifyChain(db)).toBeNull();
  for (const [name, bytes] of await storage()) expect(tells(bytes), name).toBe(false);
  await backUp(address, at('after.sqlite'));
  expect(holds('after.sqlite')).toBe(false);
});

test('a request that was sent back loses its contact after ninety days, and not before', async () => {
  await db
    .insertInto('joinRequest')
    .values([
      request('long-ago', 'declined', null, '2026-08-02T00:00:00.000Z'),
      request('lately', 'declined', null, '2026-11-02T00:00:00.000Z'),
    ])
    .execute();
  await forgetDeclined(db, now);
  const left = await db.selectFrom('joinRequest').select('id').where('phone', '=', phone).execute();
  expect(left).toEqual([{ id: 'lately' }]);
});
