/** Brands: regional ones and those of producers. */
import type { Db } from '#db/client.server.ts';
import type { Row } from '#db/tables.ts';

/** Regional brands first. */
export async function listBrands(db: Db): Promise<Pick<Row<'brand'>, 'id' | 'kind' | 'name' | 'producerId'>[]> {
  return db
    .selectFrom('brand')
    .select(['id', 'kind', 'name', 'producerId'])
    .orderBy('kind', 'desc')
    .orderBy('name')
    .orderBy('id')
    .execute();
}
