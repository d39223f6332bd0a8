import { listBasesOf } from '#app/producers/base.repository.server.ts';
import { listBrandsOf, listRegionalChoices } from '#app/producers/brand.repository.server.ts';
import { getTownOfProducer } from '#app/producers/producer.repository.server.ts';
import type { Db } from '#db/client.server.ts';
import type { ProductContent } from '#db/tables.ts';
import { findDraft, getOwnProduct, listBaseIds } from './draft.repository.server.ts';
import { baseBox, pictureBox } from './product.fields.ts';
import { picturesOf, reasonsOf } from './product.schema.ts';

/**
 * What a producer can choose from: regional brands, and its own brands and bases.
 *
 * @param chosen brands that are offered however many there are
 */
export async function draftChoices(db: Db, producerId: string, chosen: readonly (string | null)[]) {
  const town = await getTownOfProducer(db, producerId);
  const regional = await listRegionalChoices(db, { town, chosen: chosen.map((id) => id ?? '') });
  const choice = ({ id, name }: { id: string; name: string }) => ({ id, name });
  return {
    regionalBrands: regional.map(choice),
    ownBrands: (await listBrandsOf(db, producerId)).map(choice),
    bases: (await listBasesOf(db, producerId)).map(({ id, villageName, crop }) => ({
      id,
      name: `${villageName}，${crop}`,
    })),
  };
}

/** A product's draft as its form opens; of one without a draft what was accepted. */
export async function openDraft(db: Db, id: string | undefined, latest: number) {
  const product = await getOwnProduct(db, id);
  const draft = await findDraft(db, product.id);
  const pictures = picturesOf((draft ?? product).pictures);
  const bases: string[] = draft ? JSON.parse(draft.bases) : await listBaseIds(db, product.id);
  return {
    name: draft?.name ?? product.name,
    status: product.status,
    state: draft?.state ?? null,
    reviewReason: draft?.reviewReason ?? null,
    reasons: reasonsOf(draft?.reasons ?? null),
    regionalBrandId: (draft ?? product).regionalBrandId,
    pictures,
    stored: {
      ...wireOf(draft ?? product),
      ...Object.fromEntries(bases.map((base) => [baseBox(base), 'on'])),
      ...Object.fromEntries(pictures.map((picture) => [pictureBox(picture), 'on'])),
      cover: pictures[0] ?? '',
      change: String(latest),
    },
  };
}

/** What a row says of its product, without the row's own columns. */
export function contentOf(row: ProductContent): ProductContent {
  const { category, name, variety, regionalBrandId, brandId, season, packaging, description, gtin, pictures } = row;
  return { category, name, variety, regionalBrandId, brandId, season, packaging, description, gtin, pictures };
}

function wireOf(row: ProductContent) {
  const { pictures: _, ...said } = contentOf(row);
  return Object.fromEntries(Object.entries(said).map(([field, value]) => [field, value ?? '']));
}
