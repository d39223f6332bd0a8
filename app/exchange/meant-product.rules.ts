/** Which product a row means: by its identity, or by its producer and its name. Pure. */
import type { Entry } from './import-plan.ts';
import { textOf } from './planned-row.rules.ts';

export interface NamedProduct {
  id: string;
  name: string;
  producerId: string;
  producerName: string;
  townCode: string;
}

/** The products as rows name them. */
export interface Products<P extends NamedProduct> {
  byId: ReadonlyMap<string, P>;
  byName: ReadonlyMap<string, readonly P[]>;
}

const nameKey = (producerId: string, name: string) => `${producerId}/${name}`;

export function productsByName<P extends NamedProduct>(products: readonly P[]): Products<P> {
  const byName = new Map<string, P[]>();
  for (const product of products) {
    const key = nameKey(product.producerId, product.name);
    byName.set(key, [...(byName.get(key) ?? []), product]);
  }
  return { byId: new Map(products.map((product) => [product.id, product])), byName };
}

/** The only product of a producer that bears a name; undefined where there is none or more than one. */
export function productNamed<P extends NamedProduct>(
  { byName }: Products<P>,
  producerId: string | undefined,
  name: string | undefined,
): P | undefined {
  const own = byName.get(nameKey(producerId ?? '', name ?? '')) ?? [];
  return own.length === 1 ? own[0] : undefined;
}

/** @returns the product, or a sentence that says why none can be told */
export function meantProduct<P extends NamedProduct>(
  says: Entry['says'],
  products: Products<P>,
): P | { problem: string; key: string } {
  const id = textOf(says, 'productId');
  const producerId = textOf(says, 'producerId');
  const name = textOf(says, 'productName');
  if (id === undefined) {
    if (name === undefined) return { problem: '没有写明是哪个产品，请填产品名称和经营主体', key: 'productName' };
    if (producerId === undefined) return { problem: '请填写经营主体', key: 'producerId' };
    const problem = '这个经营主体没有登记过这个名称的产品，或者有几个同名的；同名的请填产品编号';
    return productNamed(products, producerId, name) ?? { problem, key: 'productName' };
  }
  const product = products.byId.get(id);
  if (product === undefined) return { problem: `没有编号为 ${id} 的产品，请核对`, key: 'productId' };
  if ((name ?? product.name) !== product.name || (producerId ?? product.producerId) !== product.producerId)
    return { problem: `编号是${product.producerName}“${product.name}”的，请核对`, key: 'productId' };
  return product;
}
