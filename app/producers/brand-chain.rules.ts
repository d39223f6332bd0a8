/** The chain region brand → industry → enterprise brand → base (domain, section 5), a row for each way through it. */
import type { Category } from './category.ts';

/** A product on one of its bases, or on none. */
export interface ChainLink {
  productId: string;
  productName: string;
  category: Category;
  producerId: string;
  producerName: string;
  regionId: string | null;
  regionName: string | null;
  brandId: string | null;
  brandName: string | null;
  baseId: string | null;
  crop: string | null;
  /** 亩 */
  area: number | null;
  villageCode: string | null;
  villageName: string | null;
}

interface Named {
  id: string;
  name: string;
}

export interface ChainBase {
  id: string;
  crop: string;
  area: number | null;
  village: { code: string; name: string };
}

export interface ChainRow {
  key: string;
  region: Named | null;
  category: Category;
  brand: Named | null;
  producer: Named;
  products: Named[];
  bases: ChainBase[];
}

/** Joins the products and bases of the same way, in the order given; nothing is named twice. */
export function chainRows(links: readonly ChainLink[]): ChainRow[] {
  const rows = new Map<string, ChainRow>();
  for (const link of links) {
    const { regionId, category, brandId, producerId } = link;
    const key = [regionId, category, brandId, producerId].join(' ');
    const row = rows.get(key) ?? emptyRow(key, link);
    rows.set(key, row);
    addOnce(row.products, { id: link.productId, name: link.productName });
    const base = baseOf(link);
    if (base) addOnce(row.bases, base);
  }
  return [...rows.values()];
}

function emptyRow(key: string, link: ChainLink): ChainRow {
  return {
    key,
    region: named(link.regionId, link.regionName),
    category: link.category,
    brand: named(link.brandId, link.brandName),
    producer: { id: link.producerId, name: link.producerName },
    products: [],
    bases: [],
  };
}

const named = (id: string | null, name: string | null): Named | null =>
  id === null || name === null ? null : { id, name };

function baseOf({ baseId, crop, area, villageCode, villageName }: ChainLink): ChainBase | null {
  if (baseId === null || crop === null || villageCode === null || villageName === null) return null;
  return { id: baseId, crop, area, village: { code: villageCode, name: villageName } };
}

function addOnce<T extends { id: string }>(list: T[], item: T): void {
  if (!list.some(({ id }) => id === item.id)) list.push(item);
}
