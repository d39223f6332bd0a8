/** What is no part of the register: producers that ask to join, and whom to call. Invented like the rest. */
import type { Db } from '#db/client.server.ts';
import { coopAccount } from './produce-rows.ts';
import { clock, placeOf } from './timeline.ts';

const requests = [
  { id: 'demoreq00001', kind: 'cooperative', name: '演示庆丰水稻专业合作社', village: '庆丰', username: 'qingfeng' },
  { id: 'demoreq00002', kind: 'family-farm', name: '演示东厍家庭农场', village: '东厍', username: 'dongshe' },
] as const;

/** @param now requests that were sent after it are left out */
export async function seedInbox(db: Db, now: Date): Promise<void> {
  const submittedAt = clock('2026-11-23', '16:40');
  if (submittedAt > now) return;
  // Whoever is accepted signs in with the password of the other demonstration accounts.
  const { passwordHash } = await db
    .selectFrom('credential')
    .select('passwordHash')
    .where('username', '=', coopAccount)
    .executeTakeFirstOrThrow();
  const contact = { person: '演示联系人', phone: '00000000000' };
  await db
    .insertInto('joinRequest')
    .values(
      requests.map(({ village, ...request }) => ({
        ...{ ...request, ...contact, passwordHash, state: 'waiting' as const, note: null, creditCode: null },
        ...{ townCode: placeOf(village).office.town, villageCode: placeOf(village).code },
        submittedAt: submittedAt.toISOString(),
      })),
    )
    .execute();
  await db
    .insertInto('producerContact')
    .values({ producerId: 'demo-coop', ...contact, updatedAt: submittedAt.toISOString() })
    .execute();
}
