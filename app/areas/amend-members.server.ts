/** Which villages belong to an area: an office says, the district confirms. */
import { getChange } from '#app/changes/change.repository.server.ts';
import { dayInShanghai } from '#app/day.ts';
import { forbidden, invalid, notFound, Problem } from '#app/problem.ts';
import type { Author } from '#app/titles/start-title.server.ts';
import { findVillage } from '#app/villages/village.repository.server.ts';
import type { Db } from '#db/client.server.ts';
import { recordChange } from '#db/record-change.server.ts';
import type { ChangeKind } from '#db/tables.ts';
import { confirmMembership, deleteMember, getArea, getTownOfArea, insertMember } from './area.repository.server.ts';
import { checkMember } from './area.rules.ts';
import type { AreaMember, AreaWithSteps } from './area.schema.ts';

interface Membership {
  areaId: string;
  villageCode: string;
}

/**
 * Takes a village into an area; the membership waits for the district, whoever adds it.
 *
 * @param membership `since`: a day, Asia/Shanghai; null where it is not known
 * @returns the change's number
 * @throws Problem `not-found`; `invalid` for a village of another town and for one that is a member already
 */
export async function addMember(
  register: Db,
  { areaId, villageCode, since }: Membership & { since: string | null },
  author: Author,
): Promise<number | null> {
  const { change } = await recordChange(
    register,
    await request(register, areaId, 'area-amend', author),
    async (trx, change) => {
      const village = await findVillage(trx, villageCode);
      const today = dayInShanghai(author.now);
      const errors = checkMember(await getArea(trx, areaId), village, { since, today });
      if (errors.length > 0) throw invalid(errors);
      await writeMember(trx, { areaId, villageCode, since }, change);
    },
  );
  return change;
}

/** Writes a membership, checked, as part of a change. */
export async function writeMember(
  trx: Db,
  member: Membership & { since: string | null },
  change: number,
): Promise<void> {
  const state = { membership: 'to-be-confirmed', origin: 'entered', source: null } as const;
  await insertMember(trx, { ...member, ...state, change });
}

/**
 * @param seen the change that wrote the membership as the page showed it
 * @returns the change's number
 * @throws Problem `not-found` for a village that is no member; `conflict` where the membership was written since
 */
export async function removeMember(
  register: Db,
  { areaId, villageCode, seen }: Membership & { seen: number },
  author: Author,
): Promise<number | null> {
  const { change } = await recordChange(
    register,
    await request(register, areaId, 'area-amend', author),
    async (trx) => {
      memberSeen(await getArea(trx, areaId), villageCode, seen);
      await deleteMember(trx, { areaId, villageCode });
    },
  );
  return change;
}

/**
 * The district's word that a village belongs to the area. Nobody confirms what he entered himself.
 *
 * @returns the change's number
 * @throws Problem as `removeMember`; `forbidden` for whoever entered the membership
 */
export async function confirmMember(
  register: Db,
  { areaId, villageCode, seen }: Membership & { seen: number },
  author: Author,
): Promise<number | null> {
  const { change } = await recordChange(
    register,
    await request(register, areaId, 'area-confirm', author),
    async (trx, change) => {
      const member = memberSeen(await getArea(trx, areaId), villageCode, seen);
      if (member.membership === 'confirmed') throw new Problem('conflict', '这个成员村已经确认过。');
      if ((await getChange(trx, member.change)).account === author.reader.username)
        throw forbidden('这个成员村由您登记，请由另一位区级管理员确认。');
      await confirmMembership(trx, { areaId, villageCode }, change);
    },
  );
  return change;
}

async function request(register: Db, areaId: string, kind: ChangeKind, { reader, now }: Author) {
  return { kind, account: reader.username, town: await getTownOfArea(register, areaId, reader), at: now };
}

function memberSeen({ members }: AreaWithSteps, villageCode: string, seen: number): AreaMember {
  const member = members.find((one) => one.villageCode === villageCode);
  if (!member) throw notFound('这个成员村');
  if (member.change > seen) throw new Problem('conflict', '打开本页之后，这个成员村有了改动，请刷新后再操作。');
  return member;
}
