/** Whom to ring up: what somebody else wrote meanwhile is never overwritten unseen. */
import { beforeEach, expect, test } from 'vitest';
import { keepContact } from '#app/producers/keep-contact.server.ts';
import { findContact } from '#app/producers/producer.repository.server.ts';
import { removeContact } from '#app/producers/remove-contact.server.ts';
import type { Db } from '#db/client.server.ts';
import { demoRegister } from '#tests/support/database.ts';

const producerId = 'demo-coop';
const minute = (count: number) => new Date(Date.UTC(2026, 10, 25, 3, count));

let db: Db;
beforeEach(async () => {
  db = await demoRegister();
});

const loadedAt = async () => (await findContact(db, producerId))?.updatedAt ?? '';
const keep = (person: string, loaded: string, at: Date) =>
  keepContact(db, { producerId, person, phone: '13900000001', loadedAt: loaded, at });

test('a contact is written over what its form showed, and not over what came since', async () => {
  await keep('甲', await loadedAt(), minute(1));
  const shown = await loadedAt();
  await keep('乙', shown, minute(2));
  await expect(keep('丙', shown, minute(3))).rejects.toMatchObject({ kind: 'conflict' });
  await expect(keep('丙', shown, minute(3))).rejects.toThrow('乙，13900000001');
  expect(await findContact(db, producerId)).toMatchObject({ person: '乙' });
  // The same once more is no conflict: a button pressed twice.
  await keep('乙', shown, minute(4));
  await keep('丙', await loadedAt(), minute(5));
  expect(await findContact(db, producerId)).toMatchObject({ person: '丙' });
});

test('a contact that was removed meanwhile does not come back unseen', async () => {
  await keep('甲', await loadedAt(), minute(1));
  const shown = await loadedAt();
  await removeContact(db, { producerId, by: 'coop', now: minute(2) });
  await expect(keep('乙', shown, minute(3))).rejects.toThrow('已被删除');
  expect(await findContact(db, producerId)).toBeUndefined();
  await keep('乙', '', minute(4));
  expect(await findContact(db, producerId)).toMatchObject({ person: '乙' });
});
