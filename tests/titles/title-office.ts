/** The offices that carry titles in tests, and the fixed day on which they do. */
import type { Reader } from '#app/accounts/policy.rules.ts';
import { settleNaming } from '#app/titles/settle-naming.server.ts';
import { startTitle } from '#app/titles/start-title.server.ts';
import { takeStep } from '#app/titles/take-step.server.ts';
import { getTitle } from '#app/titles/title.repository.server.ts';
import { AdvanceTitle, StartTitle } from '#app/titles/title.schema.ts';
import { titleCourse } from '#app/titles/title-course.server.ts';
import { chainHead } from '#db/chain.server.ts';
import type { Db } from '#db/client.server.ts';

type Office = NonNullable<Reader>;

export const now = new Date('2026-11-24T08:00:00Z');
export const town: Office = {
  username: 'liantang',
  name: '练塘镇',
  role: 'town',
  townCode: '310118103',
  producerId: null,
};
export const district: Office = {
  username: 'district',
  name: '区农业农村委',
  role: 'district',
  townCode: null,
  producerId: null,
};
export const colleague: Office = { ...district, username: 'district-2', name: '区农业农村委二' };

type Fields = Record<string, string>;
export type Upload = { name: string; bytes: Uint8Array } | null;

/** As a form of these fields would send it. */
export async function start(db: Db, fields: Fields, upload: Upload = null) {
  const { code } = await db.selectFrom('village').select('code').where('name', '=', '泖甸村').executeTakeFirstOrThrow();
  const form = StartTitle.parse({ villageCode: code, programmeKey: 'city-beautiful', stage: 'applied', ...fields });
  return startTitle(db, form, { reader: town, now, upload });
}

export async function advance(db: Db, id: string, fields: Fields, { reader = town, upload = null as Upload } = {}) {
  const { number } = await chainHead(db);
  const form = AdvanceTitle.parse({ change: String(number), ...fields });
  return takeStep(db, { store: titleCourse, id }, form, { reader, now, upload });
}

export async function confirm(db: Db, id: string, reader = district) {
  return settle(db, id, { intent: 'confirm' }, reader);
}

export async function decline(db: Db, id: string, why = '文号与文件不符', reader = district) {
  return settle(db, id, { intent: 'decline', why }, reader);
}

async function settle(
  db: Db,
  id: string,
  answer: { intent: 'confirm' } | { intent: 'decline'; why: string },
  reader: Office,
) {
  const { number: change } = await chainHead(db);
  const sequence = (await getTitle(db, id)).steps.find((step) => step.confirmation === 'pending')?.sequence ?? 1;
  return settleNaming(db, { store: titleCourse, id }, { ...answer, sequence, change }, { reader, now });
}

/** A title carried from its application to its naming, which waits for the district. */
export async function climb(db: Db): Promise<string> {
  const { id } = await start(db, { day: '2022-03-01' });
  await advance(db, id, { stage: 'listed', day: '2022-05-01' });
  await advance(db, id, { stage: 'in-progress', day: '2022-06-01' });
  await advance(db, id, { stage: 'accepted', day: '2023-09-01' });
  await advance(db, id, { stage: 'published', day: '2023-11-20' });
  await advance(db, id, { stage: 'named', day: '2023-12-15', awardYear: '2023' });
  return id;
}
