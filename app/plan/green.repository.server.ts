/** The rows of the green rate: reads of other nouns' tables, on any register version. */
import type { Scheme } from '#app/certificates/scheme.rules.ts';
import type { Db } from '#db/client.server.ts';
import type { GreenGround, GreenProduct } from './green-rate.rules.ts';

/** Only what the town has accepted enters: products that are or were public, accepted certificates. */
export async function readGreenGround(db: Db): Promise<GreenGround> {
  const products = await db
    .selectFrom('product')
    .innerJoin('producer', 'producer.id', 'product.producerId')
    .select(['product.id', 'product.name', 'product.category', 'product.status'])
    .select(['producer.name as producerName', 'producer.townCode', 'producer.villageCode'])
    .where('product.status', 'in', ['public', 'withdrawn'])
    .orderBy('product.id')
    .execute();
  const certificates = await db
    .selectFrom('certificate')
    .select(['id', 'productId', 'scheme', 'number', 'approvedOutput', 'validFrom', 'validTo'])
    .where('review', '=', 'accepted')
    .orderBy('id')
    .execute();
  const events = await db.selectFrom('certificateEvent').select(['certificateId', 'sequence', 'kind', 'day']).execute();
  const outputs = await db
    .selectFrom('output')
    .select(['productId', 'year', 'tonnes', 'acceptedTonnes', 'review'])
    .execute();
  return {
    products: products.map((product) => ({ ...product, status: product.status as GreenProduct['status'] })),
    certificates: certificates.map((certificate) => ({
      ...certificate,
      scheme: certificate.scheme satisfies Scheme,
      events: events.filter(({ certificateId }) => certificateId === certificate.id),
    })),
    outputs: outputs.map(({ acceptedTonnes, ...output }) =>
      // A correction that waits leaves what was accepted before in force.
      acceptedTonnes === null ? output : { ...output, tonnes: acceptedTonnes, review: 'accepted' as const },
    ),
    localOutputs: await db.selectFrom('localOutput').select(['townCode', 'year', 'category', 'tonnes']).execute(),
  };
}
