/** What a sheet of products would write: proposals of their producers, brought in by the town, that wait for an answer. */
import type { FieldError } from '#app/problem.ts';
import { type Base, listBasesOf } from '#app/producers/base.repository.server.ts';
import { findDraft, listBaseIds, listOwnProducts, type OwnProduct } from '#app/products/draft.repository.server.ts';
import { mayWrite } from '#app/products/draft.rules.ts';
import { contentOf } from '#app/products/open-draft.server.ts';
import { SaveProduct } from '#app/products/product.schema.ts';
import { checkProposal, writeProposal } from '#app/products/save-draft.server.ts';
import type { Db } from '#db/client.server.ts';
import { newId } from '#db/id.server.ts';
import type { ProductContent, ProductDraftTable } from '#db/tables.ts';
import type { Choice } from './cell.rules.ts';
import type { Entry, PlanContext, PlannedRow, PlanRows } from './import-plan.ts';
import { type Products, productNamed, productsByName } from './meant-product.rules.ts';
import { compared, differing, over, refused, refusedTown, textOf, unknownRow } from './planned-row.rules.ts';
import { problemsOf } from './problems-of.server.ts';
import type { RowKind } from './row-kind.ts';

export const planProducts: PlanRows = async (db, entries, context) => {
  const products = productsByName(await listOwnProducts(db, context.within));
  const producers = new Map(context.lists.producers.map((producer) => [producer.code, producer]));
  const rows: PlannedRow[] = [];
  for (const entry of entries) rows.push(await planProduct(db, entry, { products, producers, context }));
  return rows;
};

interface Surroundings {
  products: Products<OwnProduct>;
  producers: ReadonlyMap<string, Choice>;
  context: PlanContext & { kind: RowKind };
}

async function planProduct(db: Db, entry: Entry, { products, producers, context }: Surroundings): Promise<PlannedRow> {
  const { says } = entry;
  const id = textOf(says, 'id');
  const byId = products.byId.get(id ?? '');
  if (id !== undefined && byId === undefined)
    return unknownRow(entry, `没有编号为 ${id} 的产品，请核对；新增的行请把编号留空`, 'id');
  const producer = producers.get(textOf(says, 'producerId') ?? byId?.producerId ?? '');
  if (producer === undefined) return unknownRow(entry, '没有写明是哪个经营主体，请填写', 'producerId');
  const product = byId ?? productNamed(products, producer.code, textOf(says, 'name'));
  const name = textOf(says, 'name') ?? product?.name ?? '';
  const { code, word, townCode } = producer;
  const meant = { key: product?.id ?? `${code}/${name}`, name: `${word} ${name}`.trim(), town: townCode };
  const foreign = refusedTown(context.kind, context, word, townCode);
  if (foreign) return refused(entry, meant, [{ key: null, message: foreign }]);
  if (product && product.producerId !== code)
    return refused(entry, meant, [{ key: 'producerId', message: `编号是${product.producerName}的产品，请核对` }]);
  return compareProduct(db, entry, { meant, producer, product, account: context.reader.username });
}

type Content = Omit<ReturnType<typeof contentOf>, 'pictures' | 'category' | 'name'> & {
  category: OwnProduct['category'] | null;
  name: string | null;
  /** Where its bases are, by the names of the villages. */
  villages: string | null;
};

const nothingSaid: Content = {
  ...{ category: null, name: null, variety: null, regionalBrandId: null, brandId: null, season: null },
  ...{ packaging: null, description: null, gtin: null, villages: null },
};

/** What was accepted of a product, or what is proposed of it. */
interface Version {
  said: Content;
  bases: readonly string[];
  pictures: string;
}

interface Meant {
  meant: { key: string; name: string; town: string | null };
  producer: Choice;
  product: OwnProduct | undefined;
  account: string;
}

async function compareProduct(db: Db, entry: Entry, { meant, producer, product, account }: Meant): Promise<PlannedRow> {
  const own = await listBasesOf(db, producer.code);
  const draft = product && (await findDraft(db, product.id));
  const versions: Version[] = [];
  if (product) versions.push(versionOf(product, await listBaseIds(db, product.id), own));
  if (draft) versions.push(versionOf(draft, JSON.parse(draft.bases), own));
  const named = textOf(entry.says, 'villages');
  const says = named === undefined ? entry.says : { ...entry.says, villages: inOneManner(namesIn(named)) };
  // A row that says what was accepted, or what waits already, proposes nothing.
  const same = versions.find(({ said }) => differing(over(said, says), said).length === 0);
  if (same)
    return compared(entry, { ...meant, present: same.said, wanted: same.said, problems: [], write: async () => {} });
  const before = versions.at(-1);
  const wanted = over(before?.said ?? nothingSaid, says);
  const bases = wanted.villages === before?.said.villages ? before.bases : basesIn(own, wanted.villages);
  const parsed = SaveProduct.safeParse({ ...wireOf(wanted), intent: 'submit', change: '0' });
  const problems: FieldError[] = [...inTheWay(draft?.state), ...strayNames(own, wanted, producer.word)];
  if (!parsed.success) {
    problems.push(...parsed.error.issues.map(({ path, message }) => ({ path: path.join('.'), message })));
    return compared(entry, { ...meant, present: before?.said ?? null, wanted, problems, write: async () => {} });
  }
  const { intent: _, change: __, ...form } = parsed.data;
  const content = { ...form, pictures: before?.pictures ?? '[]' };
  const proposal = { producerId: producer.code, content, bases, submits: true };
  problems.push(...(await problemsOf(() => checkProposal(db, proposal))).map(atVillages));
  const write = (trx: Db, change: number) =>
    writeProposal(trx, {
      ...{ ...proposal, productId: product?.id ?? newId(), isNew: product === undefined },
      ...{ account, loadedAt: change, change },
    });
  return compared(entry, { ...meant, present: before?.said ?? null, wanted, problems, write });
}

function versionOf(row: ProductContent, bases: readonly string[], own: readonly Base[]): Version {
  const { pictures, ...content } = contentOf(row);
  const names = own.filter(({ id }) => bases.includes(id)).map(({ villageName }) => villageName);
  return { said: { ...content, villages: inOneManner(names) }, bases, pictures };
}

const namesIn = (text: string) => text.split(/[、，,；;\s]+/).filter(Boolean);

/** The names of villages in whatever order they were typed. */
const inOneManner = (names: readonly string[]) => [...new Set(names)].sort().join('、') || null;

const basesIn = (own: readonly Base[], villages: string | null) =>
  own.filter(({ villageName }) => namesIn(villages ?? '').includes(villageName)).map(({ id }) => id);

function strayNames(own: readonly Base[], { villages }: Content, producer: string): FieldError[] {
  const stray = namesIn(villages ?? '').filter((name) => !own.some(({ villageName }) => villageName === name));
  if (stray.length === 0) return [];
  return [{ path: 'villages', message: `${producer}没有登记过在${stray.join('、')}的生产基地，请由其先登记` }];
}

/** What is half written, or looked at already, is not written over. */
function inTheWay(state: ProductDraftTable['state'] | undefined): FieldError[] {
  if (state === 'draft') return [{ path: '', message: '经营主体正在填写这份登记，还没有提交，导入不能覆盖' }];
  return mayWrite(state ?? null) ? [] : [{ path: '', message: '这份登记正在等镇里审核，请先通过或退回' }];
}

/** A sheet has its bases in the column of their villages. */
const atVillages = ({ path, message }: FieldError): FieldError =>
  path === 'bases' ? { path: 'villages', message: '请填写基地所在的村' } : { path, message };

const wireOf = ({ villages: _, ...content }: Content) =>
  Object.fromEntries(Object.entries(content).map(([field, value]) => [field, value ?? '']));
