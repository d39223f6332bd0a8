/** The rows of the green rate: reads of other nouns' tables, on any register version. */
import { sql } from 'kysely';
import type { Scheme } from '#app/certificates/scheme.rules.ts';
import type { Db } from '#db/client.server.ts';
import { fewIds } from '#db/few-ids.server.ts';
import { type GreenGround, type GreenProduct, outputInForce } from './green-rate.rules.ts';
import { groupsOf } from './groups.ts';

/** Which products are asked about: all, those of a town, or some. */
export interface GreenNarrowing {
  town?: string;
  products?: readonly string[];
}

/** Only what the town has accepted enters: products that are or were public, accepted certificates. */
export async function readGreenGround(db: Db, narrowing: GreenNarrowing): Promise<GreenGround> {
  const { town, products: ids } = narrowing;
  const asked = town === undefined && ids === undefined ? null : await fewIds(db, idsOf(db, narrowing));
  const products = await db
    .selectFrom('product')
    .innerJoin('producer', 'producer.id', 'product.producerId')
    .select(['product.id', 'product.name', 'product.category', 'product.status'])
    .select(['producer.name as producerName', 'producer.townCode', 'producer.villageCode'])
    .where('product.status', 'in', ['public', 'withdrawn'])
    .$if(asked !== null, (query) => query.where('product.id', 'in', asked ?? []))
    .orderBy('product.id')
    .execute();
  const certificates = await db
    .selectFrom('certificate')
    .select(['certificate.id', 'productId', 'scheme', 'number', 'approvedOutput', 'validFrom', 'validTo'])
    .where('review', '=', 'accepted')
    .$if(asked !== null, (query) => query.where('certificate.productId', 'in', asked ?? []))
    .orderBy('certificate.id')
    .execute();
  const events = await db
    .selectFrom('certificateEvent')
    .select(['certificateId', 'sequence', 'kind', 'day'])
    .$if(asked !== null, (query) =>
      query.where('certificateId', 'in', (eb) =>
        eb
          .selectFrom('certificate as held')
          .select('held.id')
          .where('held.productId', 'in', asked ?? []),
      ),
    )
    .execute();
  const eventsOf = groupsOf(events, 'certificateId');
  const outputs = await db
    .selectFrom('output')
    .select(['productId', 'year', 'tonnes', 'acceptedTonnes', 'review'])
    .$if(asked !== null, (query) => query.where('productId', 'in', asked ?? []))
    .execute();
  return {
    products: products.map((product) => ({ ...product, status: product.status as GreenProduct['status'] })),
    certificates: certificates.map((certificate) => ({
      ...certificate,
      scheme: certificate.scheme satisfies Scheme,
      events: eventsOf.get(certificate.id) ?? [],
    })),
    outputs: outputs.map(outputInForce),
    localOutputs: ids === undefined ? await readLocalOutputs(db, town) : [],
  };
}

/** The products of the accepted certificates that end between two days, the first of them included, the first to end first. */
export async function listEndingProducts(
  db: Db,
  { from, until, limit }: { from: string; until: string; limit: number },
): Promise<string[]> {
  const ending = await db
    .selectFrom('certificate')
    .select(['id', 'productId', 'validTo'])
    // The very words of the index.
    .where('review', '=', sql.lit('accepted' as const))
    .where('validTo', '>=', from)
    .where('validTo', '<', until)
    .orderBy('validTo')
    .limit(limit)
    .execute();
  return ending.map(({ productId }) => productId);
}

function readLocalOutputs(db: Db, town: string | undefined) {
  return db
    .selectFrom('localOutput')
    .select(['townCode', 'year', 'category', 'tonnes'])
    .$if(town !== undefined, (query) => query.where('townCode', '=', String(town)))
    .execute();
}

/** The identities of the products that are asked about. */
function idsOf(db: Db, { town, products }: GreenNarrowing) {
  const own = db.selectFrom('product as own').select('own.id');
  if (products !== undefined) return own.where('own.id', 'in', products);
  const makers = db.selectFrom('producer as maker').select('maker.id').where('maker.townCode', '=', String(town));
  return own.where('own.producerId', 'in', makers);
}
