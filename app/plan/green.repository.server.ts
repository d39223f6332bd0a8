/** The rows of the green rate: reads of other nouns' tables, on any register version. */
import type { Scheme } from '#app/certificates/scheme.rules.ts';
import type { Db } from '#db/client.server.ts';
import { type GreenGround, type GreenProduct, outputInForce } from './green-rate.rules.ts';
import { groupsOf } from './groups.ts';

/**
 * Only what the town has accepted enters: products that are or were public, accepted certificates.
 *
 * @param town the code of the town whose rows are read; null for all
 */
export async function readGreenGround(db: Db, town: string | null): Promise<GreenGround> {
  const products = await db
    .selectFrom('product')
    .innerJoin('producer', 'producer.id', 'product.producerId')
    .select(['product.id', 'product.name', 'product.category', 'product.status'])
    .select(['producer.name as producerName', 'producer.townCode', 'producer.villageCode'])
    .where('product.status', 'in', ['public', 'withdrawn'])
    .$if(town !== null, (query) => query.where('producer.townCode', '=', town))
    .orderBy('product.id')
    .execute();
  const certificates = await db
    .selectFrom('certificate')
    .select(['certificate.id', 'productId', 'scheme', 'number', 'approvedOutput', 'validFrom', 'validTo'])
    .where('review', '=', 'accepted')
    .$if(town !== null, (query) => query.where('certificate.producerId', 'in', producersOf(db, town)))
    .orderBy('certificate.id')
    .execute();
  const events = await db
    .selectFrom('certificateEvent')
    .select(['certificateId', 'sequence', 'kind', 'day'])
    .$if(town !== null, (query) =>
      query.where('certificateId', 'in', (eb) =>
        eb.selectFrom('certificate as held').select('held.id').where('held.producerId', 'in', producersOf(db, town)),
      ),
    )
    .execute();
  const eventsOf = groupsOf(events, 'certificateId');
  const outputs = await db
    .selectFrom('output')
    .select(['productId', 'year', 'tonnes', 'acceptedTonnes', 'review'])
    .$if(town !== null, (query) =>
      query.where('productId', 'in', (eb) =>
        eb.selectFrom('product as grown').select('grown.id').where('grown.producerId', 'in', producersOf(db, town)),
      ),
    )
    .execute();
  return {
    products: products.map((product) => ({ ...product, status: product.status as GreenProduct['status'] })),
    certificates: certificates.map((certificate) => ({
      ...certificate,
      scheme: certificate.scheme satisfies Scheme,
      events: eventsOf.get(certificate.id) ?? [],
    })),
    outputs: outputs.map(outputInForce),
    localOutputs: await db
      .selectFrom('localOutput')
      .select(['townCode', 'year', 'category', 'tonnes'])
      .$if(town !== null, (query) => query.where('townCode', '=', town))
      .execute(),
  };
}

function producersOf(db: Db, town: string | null) {
  return db.selectFrom('producer as own').select('own.id').where('own.townCode', '=', town);
}
