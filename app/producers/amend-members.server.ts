/** Who belongs to a consortium (联合体). */
import { invalid } from '#app/problem.ts';
import type { Db } from '#db/client.server.ts';
import { recordChange } from '#db/record-change.server.ts';
import { deleteMember, insertMember, listMembers } from './consortium.repository.server.ts';
import { findProducer, getProducer } from './producer.repository.server.ts';

interface Amendment {
  consortiumId: string;
  producerId: string;
  account: string;
  at: Date;
}

/**
 * Takes a producer into a consortium. Members may be of another town; a consortium is no member of another.
 *
 * @param amendment `since`: a day, Asia/Shanghai; null where it is not known
 * @returns the change's number
 * @throws Problem `not-found`; `invalid` for a producer that cannot be a member or is one
 */
export async function addMember(db: Db, amendment: Amendment & { since: string | null }): Promise<number | null> {
  const { consortiumId, producerId, since, account, at } = amendment;
  const { townCode: town, name: reason } = await getProducer(db, consortiumId);
  const request = { kind: 'consortium-amend', account, town, reason, at } as const;
  const { change } = await recordChange(db, request, async (trx, change) => {
    const consortium = await getProducer(trx, consortiumId);
    const member = await findProducer(trx, producerId);
    const members = await listMembers(trx, consortiumId);
    const refuse = (message: string) => invalid([{ path: 'producerId', message }]);
    if (consortium.kind !== 'consortium') throw refuse('只有联合体有成员');
    if (!member) throw refuse('请选择成员');
    if (member.kind === 'consortium') throw refuse('联合体不能再作另一个联合体的成员');
    if (members.some((one) => one.producerId === producerId)) throw refuse(`${member.name}已经是成员`);
    await insertMember(trx, { consortiumId, producerId, since, origin: 'entered', source: null, change });
  });
  return change;
}

/** @returns the change's number; null where it was no member any more */
export async function removeMember(
  db: Db,
  { consortiumId, producerId, account, at }: Amendment,
): Promise<number | null> {
  const { townCode: town, name: reason } = await getProducer(db, consortiumId);
  const request = { kind: 'consortium-amend', account, town, reason, at } as const;
  const { change } = await recordChange(db, request, (trx) => deleteMember(trx, { consortiumId, producerId }));
  return change;
}
