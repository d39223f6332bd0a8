/** 联合体 and their members. */
import type { Db } from '#db/client.server.ts';
import type { NewRow, Row } from '#db/tables.ts';

export type Membership = Row<'consortiumMember'> & { name: string; kind: Row<'producer'>['kind']; townName: string };

/** The members of a consortium, by name. */
export async function listMembers(db: Db, consortiumId: string): Promise<Membership[]> {
  return db
    .selectFrom('consortiumMember')
    .innerJoin('producer', 'producer.id', 'consortiumMember.producerId')
    .innerJoin('town', 'town.code', 'producer.townCode')
    .selectAll('consortiumMember')
    .select(['producer.name', 'producer.kind', 'town.name as townName'])
    .where('consortiumMember.consortiumId', '=', consortiumId)
    .orderBy('producer.pinyin')
    .execute();
}

/** The consortia that a producer belongs to, by name. */
export async function listConsortiaOf(db: Db, producerId: string): Promise<Membership[]> {
  return db
    .selectFrom('consortiumMember')
    .innerJoin('producer', 'producer.id', 'consortiumMember.consortiumId')
    .innerJoin('town', 'town.code', 'producer.townCode')
    .selectAll('consortiumMember')
    .select(['producer.name', 'producer.kind', 'town.name as townName'])
    .where('consortiumMember.producerId', '=', producerId)
    .orderBy('producer.pinyin')
    .execute();
}

export async function insertMember(trx: Db, member: NewRow<'consortiumMember'>): Promise<void> {
  await trx.insertInto('consortiumMember').values(member).execute();
}

export async function deleteMember(
  trx: Db,
  { consortiumId, producerId }: Pick<Row<'consortiumMember'>, 'consortiumId' | 'producerId'>,
): Promise<void> {
  await trx
    .deleteFrom('consortiumMember')
    .where('consortiumId', '=', consortiumId)
    .where('producerId', '=', producerId)
    .execute();
}
