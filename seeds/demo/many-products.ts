/** Products by the thousand, to see that the lists bear them. */
import { categories, categoryWords } from '#app/producers/category.ts';
import { spell } from '#app/villages/spelling.server.ts';
import type { Db } from '#db/client.server.ts';
import { recordChange } from '#db/record-change.server.ts';
import type { NewRow } from '#db/tables.ts';
import { type Random, randomFor } from './random.ts';
import { daysAfter, demoMark, offices } from './timeline.ts';

const productsPerProducer = 20;
/** SQLite takes so many values in a statement: rows are written in lots. */
const rowsPerLot = 500;

/** Adds `count` public products with producers, bases and certificates, as one change on top of a demonstration. */
export async function seedManyProducts(db: Db, now: Date, count: number): Promise<void> {
  const producers = Array.from({ length: Math.ceil(count / productsPerProducer) }, (_, index) => producerOf(index));
  const products = Array.from({ length: count }, (_, index) => productOf(index));
  await recordChange(
    db,
    { kind: 'seed', account: null, reason: `演示数据：${count}个产品`, at: now },
    async (trx, change) => {
      const marked = <T>(rows: readonly T[]) => rows.map((row) => ({ ...row, ...demoMark, change }));
      for (const lot of lots(producers)) {
        await trx
          .insertInto('producer')
          .values(marked(lot.map(({ producer }) => producer)))
          .execute();
        await trx
          .insertInto('base')
          .values(marked(lot.map(({ base }) => base)))
          .execute();
      }
      for (const lot of lots(products)) {
        await trx
          .insertInto('product')
          .values(marked(lot.map(({ product }) => product)))
          .execute();
        await trx
          .insertInto('productBase')
          .values(lot.map(({ place }) => ({ ...place, change })))
          .execute();
        await trx
          .insertInto('certificate')
          .values(marked(lot.map(({ certificate }) => certificate)))
          .execute();
      }
    },
  );
}

function* lots<T>(rows: readonly T[]): Generator<readonly T[]> {
  for (let from = 0; from < rows.length; from += rowsPerLot) yield rows.slice(from, from + rowsPerLot);
}

type Unmarked<T extends 'producer' | 'base' | 'product' | 'certificate'> = Omit<
  NewRow<T>,
  'origin' | 'source' | 'change'
>;

function producerOf(index: number): { producer: Unmarked<'producer'>; base: Unmarked<'base'> } {
  const random = randomFor(`many producer ${index}`);
  const office = offices[index % offices.length] ?? offices[0];
  const village = office?.villages[random.whole(0, office.villages.length - 1)];
  if (!office || !village) throw new Error('no villages among the facts');
  const id = producerIdOf(index);
  const name = `演示${village.name}第${index + 1}合作社`;
  return {
    producer: {
      ...{ id, kind: 'cooperative', name, townCode: office.town, villageCode: village.code, ...spell(name) },
      ...{ creditCode: null, introduction: null },
    },
    base: {
      id: `${id}-base`,
      producerId: id,
      villageCode: village.code,
      crop: '演示作物',
      area: random.whole(30, 900),
    },
  };
}

const producerIdOf = (index: number) => `many-${String(index).padStart(4, '0')}`;

function productOf(index: number) {
  const random = randomFor(`many product ${index}`);
  const category = categories[random.whole(0, categories.length - 1)] ?? 'grain';
  const producerId = producerIdOf(Math.floor(index / productsPerProducer));
  const id = `many-product-${String(index).padStart(5, '0')}`;
  const name = `演示${categoryWords[category]}${index + 1}号`;
  const product: Unmarked<'product'> = {
    ...{ id, producerId, status: 'public', category, name, ...spell(name), variety: null, gtin: null },
    ...{ regionalBrandId: null, brandId: null, season: '全年', packaging: null, description: null, pictures: '[]' },
    ...{ verifyCode: `many${String(index).padStart(8, '0')}`, verifyRevoked: 0, withdrawnReason: null },
  };
  return {
    product,
    place: { productId: id, baseId: `${producerId}-base` },
    certificate: certificateOf(id, producerId, random),
  };
}

function certificateOf(productId: string, producerId: string, random: Random): Unmarked<'certificate'> {
  const validFrom = daysAfter('2023-01-01', random.whole(0, 1400));
  const serial = String(random.whole(0, 99_999)).padStart(5, '0');
  return {
    ...{ id: `${productId}-c1`, scheme: 'green-a', producerId, productId, firmCode: null, renews: null },
    ...{ number: `LB-00-${validFrom.slice(2, 4)}${validFrom.slice(5, 7)}00${serial}A`, validFrom },
    ...{ validTo: daysAfter(validFrom, 1094), approvedOutput: random.whole(1, 400) },
    ...{ review: 'accepted', submittedBy: null },
  };
}
