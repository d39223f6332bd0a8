/** Certificates as those see them who hand them in and review them, and the only writes of their tables. */
import { sql } from 'kysely';
import { notFound } from '#app/problem.ts';
import { amendRow } from '#db/amend-row.server.ts';
import type { Db } from '#db/client.server.ts';
import type { NewRow, Row, RowPatch } from '#db/tables.ts';

/** A certificate with its product and its town, whatever its review. */
export interface HandedIn extends Row<'certificate'> {
  productName: string;
  producerName: string;
  townCode: string;
}

function handedIn(db: Db) {
  return db
    .selectFrom('certificate')
    .innerJoin('product', 'product.id', 'certificate.productId')
    .innerJoin('producer', 'producer.id', 'certificate.producerId')
    .selectAll('certificate')
    .select(['product.name as productName', 'producer.name as producerName', 'producer.townCode']);
}

/** @throws Problem `not-found` */
export async function getHandedIn(db: Db, id: string | undefined): Promise<HandedIn> {
  const certificate = await handedIn(db)
    .where('certificate.id', '=', id ?? '')
    .executeTakeFirst();
  if (!certificate) throw notFound('这张证书');
  return certificate;
}

/** A producer's certificates that are not accepted, or those that wait for a town (null: for any). */
export async function listHandedIn(
  db: Db,
  of: { producer: string } | { waitingFor: string | null },
): Promise<HandedIn[]> {
  let query = handedIn(db).orderBy('certificate.change');
  if ('producer' in of)
    query = query.where('certificate.producerId', '=', of.producer).where('certificate.review', '!=', 'accepted');
  else {
    query = query.where('certificate.review', '=', sql.lit('submitted' as const));
    if (of.waitingFor !== null) query = query.where('producer.townCode', '=', of.waitingFor);
  }
  return query.execute();
}

/** Every certificate whatever its review, the accepted ones first: for lists that are compared with the register. */
export async function listEveryCertificate(db: Db, { town }: { town?: string } = {}): Promise<HandedIn[]> {
  return handedIn(db)
    .$if(town !== undefined, (query) => query.where('producer.townCode', '=', String(town)))
    .orderBy('certificate.review')
    .orderBy('certificate.id')
    .execute();
}

/** The products of a producer that a certificate can be for. */
export async function listProductsToCertify(db: Db, producerId: string) {
  return db
    .selectFrom('product')
    .select(['id', 'name'])
    .where('producerId', '=', producerId)
    .orderBy('pinyin')
    .execute();
}

/** The accepted certificate of the same scheme and number, if there is one. */
export async function findSameNumber(db: Db, { scheme, number }: Pick<Row<'certificate'>, 'scheme' | 'number'>) {
  return db
    .selectFrom('certificate')
    .select('id')
    .where('scheme', '=', scheme)
    .where('number', '=', number)
    .where('review', '=', 'accepted')
    .executeTakeFirst();
}

export async function insertCertificate(trx: Db, certificate: NewRow<'certificate'>): Promise<void> {
  await trx.insertInto('certificate').values(certificate).execute();
}

export async function updateCertificate(
  trx: Db,
  id: string,
  patch: RowPatch<'certificate'> & { change: number },
): Promise<void> {
  await amendRow(trx, 'certificate', { id }, patch);
}

export async function listEvents(db: Db, certificateId: string): Promise<Row<'certificateEvent'>[]> {
  return db
    .selectFrom('certificateEvent')
    .selectAll()
    .where('certificateId', '=', certificateId)
    .orderBy('sequence')
    .execute();
}

export async function insertEvent(trx: Db, event: NewRow<'certificateEvent'>): Promise<void> {
  await trx.insertInto('certificateEvent').values(event).execute();
}
