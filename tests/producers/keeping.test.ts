/** Keeping producers, their consortia, bases and brands, and walking the chain between them. */
import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Reader } from '#app/accounts/policy.rules.ts';
import { amendBase, removeBase } from '#app/producers/amend-base.server.ts';
import { amendBrand, townOfBrand } from '#app/producers/amend-brand.server.ts';
import { addMember, removeMember } from '#app/producers/amend-members.server.ts';
import { amendProducer } from '#app/producers/amend-producer.server.ts';
import { listBasesOf } from '#app/producers/base.repository.server.ts';
import type { AmendBase } from '#app/producers/base.schema.ts';
import { getBrand, listBrands, listChainOf } from '#app/producers/brand.repository.server.ts';
import { checkOffice, type SaidBrand } from '#app/producers/brand.rules.ts';
import { OfficeBrand } from '#app/producers/brand.schema.ts';
import { type ChainLink, chainRows } from '#app/producers/brand-chain.rules.ts';
import { listConsortiaOf, listMembers } from '#app/producers/consortium.repository.server.ts';
import { countProducers, getProducer, listProducers } from '#app/producers/producer.repository.server.ts';
import { AmendProducer, ProducerQuery } from '#app/producers/producer.schema.ts';
import { chainHead, verifyChain } from '#db/chain.server.ts';
import type { Db } from '#db/client.server.ts';
import { knownAt } from '#db/known-at.ts';
import { demoRegister, factsRegister } from '#tests/support/database.ts';

const at = new Date('2026-11-25T03:00:00Z');
const by = { account: 'liantang', at };

let db: Db;
beforeEach(async () => {
  db = await demoRegister();
});

const latest = async () => (await chainHead(db)).number;

/** A producer of the demonstration, the first of its kind in 练塘. */
async function someone(kind: string) {
  const row = await db
    .selectFrom('producer')
    .selectAll()
    .where('kind', '=', kind as 'cooperative')
    .orderBy('id')
    .executeTakeFirstOrThrow();
  return getProducer(db, row.id);
}

async function amend(id: string, more: Record<string, string>, change?: number) {
  const { kind, name, creditCode, villageCode } = await getProducer(db, id);
  const wire = { kind, name, creditCode: creditCode ?? '', villageCode: villageCode ?? '', confirmCode: 'on' };
  const said = AmendProducer.parse({ ...wire, introduction: '', change: String(change ?? (await latest())), ...more });
  return amendProducer(db, { id, said, left: [], ...by });
}

describe('a producer', () => {
  test('is amended, found by the spelling of its new name, and stays what it was in an older version', async () => {
    const { id, name } = await someone('cooperative');
    const before = await latest();
    await amend(id, { name: '上海圩都稻米专业合作社' });
    const found = await listProducers(db, ProducerQuery.parse({ q: 'weidu' }), 20);
    expect(found.map((one) => one.id)).toEqual([id]);
    expect((await getProducer(knownAt(db, before), id)).name).toBe(name);
    expect(await countProducers(db, ProducerQuery.parse({ q: '%' }))).toBe(0);
    expect(await verifyChain(db)).toBeNull();
  });

  test('keeps what two offices wrote of it at the same time, and asks where it was the same field', async () => {
    const { id } = await someone('cooperative');
    const loaded = await latest();
    await amend(id, { name: '新名合作社' }, loaded);
    const stale = { ...(await getProducer(knownAt(db, loaded), id)) };
    const said = { name: stale.name, introduction: '种茭白的合作社' };
    expect((await amend(id, said, loaded)).joined).toEqual(['name']);
    expect(await getProducer(db, id)).toMatchObject({ name: '新名合作社', introduction: '种茭白的合作社' });
    await expect(amend(id, { name: '又一个名字' }, loaded)).rejects.toMatchObject({ kind: 'conflict' });
    expect((await amend(id, { introduction: '种茭白的合作社' })).change).toBeNull();
  });

  test('does not take another’s code, nor a village of another town', async () => {
    const { id, townCode } = await someone('cooperative');
    const other = await db
      .selectFrom('producer')
      .selectAll()
      .where('creditCode', 'is not', null)
      .where('id', '!=', id)
      .executeTakeFirstOrThrow();
    const village = await db
      .selectFrom('village')
      .select('code')
      .where('townCode', '!=', townCode)
      .executeTakeFirstOrThrow();
    await expect(amend(id, { creditCode: other.creditCode ?? '', villageCode: village.code })).rejects.toMatchObject({
      errors: [{ path: 'creditCode' }, { path: 'villageCode' }],
    });
  });
});

describe('a consortium', () => {
  test('takes members and lets them go, each once', async () => {
    const { id: consortiumId } = await someone('consortium');
    const { id: producerId } = await someone('family-farm');
    for (const member of await listMembers(db, consortiumId))
      await removeMember(db, { consortiumId, producerId: member.producerId, ...by });
    await addMember(db, { consortiumId, producerId, since: '2025-03-08', ...by });
    expect(await listMembers(db, consortiumId)).toMatchObject([{ producerId, since: '2025-03-08' }]);
    expect((await listConsortiaOf(db, producerId)).map((one) => one.consortiumId)).toContain(consortiumId);
    const again = addMember(db, { consortiumId, producerId, since: null, ...by });
    await expect(again).rejects.toMatchObject({ errors: [{ path: 'producerId' }] });
    await expect(amend(consortiumId, { kind: 'other', confirmCode: 'on' })).rejects.toThrow();
    expect(await removeMember(db, { consortiumId, producerId, ...by })).toBeTypeOf('number');
    expect(await removeMember(db, { consortiumId, producerId, ...by })).toBeNull();
  });

  test('is no member of another, nor of itself, and nobody else has members', async () => {
    const consortium = await someone('consortium');
    const farm = await someone('family-farm');
    const refused = { errors: [{ path: 'producerId' }] };
    const itself = { consortiumId: consortium.id, producerId: consortium.id, since: null, ...by };
    await expect(addMember(db, itself)).rejects.toMatchObject(refused);
    const ofFarm = { consortiumId: farm.id, producerId: consortium.id, since: null, ...by };
    await expect(addMember(db, ofFarm)).rejects.toMatchObject(refused);
  });
});

describe('a base', () => {
  const said = async (more: Partial<AmendBase>): Promise<AmendBase> => ({
    ...{ intent: 'amend', villageCode: '310118103274', crop: '茭白', area: 12.5 },
    ...{ change: await latest(), ...more },
  });

  test('is added, amended and taken away by its producer; another’s is not found', async () => {
    const { id: producerId } = await someone('cooperative');
    const village = await db.selectFrom('village').select('code').executeTakeFirstOrThrow();
    const known = (await listBasesOf(db, producerId)).map(({ id }) => id);
    await amendBase(db, { producerId, id: null, said: await said({ villageCode: village.code }), ...by });
    const [base] = (await listBasesOf(db, producerId)).filter(({ id }) => !known.includes(id));
    expect(base).toMatchObject({ crop: '茭白', area: 12.5 });
    const id = base?.id ?? '';
    const stale = (await latest()) - 1;
    const form = { villageCode: village.code, area: null };
    await expect(
      amendBase(db, { producerId, id, said: await said({ ...form, change: stale }), ...by }),
    ).rejects.toMatchObject({ kind: 'conflict' });
    await amendBase(db, { producerId, id, said: await said(form), ...by });
    expect((await listBasesOf(db, producerId)).find((one) => one.id === id)?.area).toBeNull();
    const { id: stranger } = await someone('family-farm');
    await expect(removeBase(db, { producerId: stranger, id, ...by })).rejects.toMatchObject({ kind: 'not-found' });
    await removeBase(db, { producerId, id, ...by });
    expect((await listBasesOf(db, producerId)).map((one) => one.id)).toEqual(known);
  });

  test('that a product is grown on stays, and says for which', async () => {
    const used = await db
      .selectFrom('productBase')
      .innerJoin('base', 'base.id', 'productBase.baseId')
      .innerJoin('product', 'product.id', 'productBase.productId')
      .select(['base.id', 'base.producerId', 'product.name'])
      .executeTakeFirstOrThrow();
    const removal = removeBase(db, { producerId: used.producerId, id: used.id, ...by });
    await expect(removal).rejects.toThrow(`“${used.name}”`);
  });
});

describe('a brand', () => {
  const regional: SaidBrand = {
    ...{ kind: 'regional', name: '金泽蓝莓', category: 'fruit', producerId: null, description: null },
    ...{ protection: null, protectedSince: null, specialityOf: '310118104' },
  };

  test('of a town is its only 一镇一品', async () => {
    // The facts alone: in the demonstration each town has one already.
    db = await factsRegister();
    const loadedAt = await latest();
    const { id } = await amendBrand(db, { id: null, said: regional, loadedAt, ...by });
    expect(await getBrand(db, id)).toMatchObject({ specialityTownName: '金泽镇' });
    const second = { ...regional, name: '金泽水产' };
    await expect(amendBrand(db, { id: null, said: second, loadedAt, ...by })).rejects.toMatchObject({
      errors: [{ path: 'specialityOf' }],
    });
    await expect(amendBrand(db, { id, said: { ...regional, name: '改名' }, loadedAt, ...by })).rejects.toMatchObject({
      kind: 'conflict',
    });
    const now = await latest();
    expect((await amendBrand(db, { id, said: regional, loadedAt: now, ...by })).change).toBeNull();
  });

  test('of an enterprise keeps its owner and carries nothing of a region', async () => {
    const { id: producerId, townCode } = await someone('cooperative');
    const said: SaidBrand = { ...regional, kind: 'enterprise', producerId, name: '练东' };
    const { id } = await amendBrand(db, { id: null, said, loadedAt: await latest(), ...by });
    const brand = await getBrand(db, id);
    expect(brand).toMatchObject({ producerId, specialityOf: null });
    expect(await townOfBrand(db, brand)).toBe(townCode);
    const { id: other } = await someone('family-farm');
    const moved = { ...said, producerId: other, name: '搬走' };
    await expect(amendBrand(db, { id, said: moved, loadedAt: await latest(), ...by })).rejects.toMatchObject({
      errors: [{ path: 'kind' }],
    });
  });

  test('is written by the office of its town, and by the district', () => {
    const office = (townCode: string | null): Reader => ({
      ...{ username: 'x', name: 'x', role: townCode === null ? 'district' : 'town', townCode, producerId: null },
    });
    expect(checkOffice(office('310118104'), regional, '310118104')).toEqual([]);
    expect(checkOffice(office('310118103'), regional, '310118104')).toMatchObject([{ path: 'specialityOf' }]);
    expect(checkOffice(office('310118103'), regional, null)).toMatchObject([{ path: 'specialityOf' }]);
    expect(checkOffice(office(null), regional, null)).toEqual([]);
  });

  test('a form says what is missing', () => {
    const wire = { kind: 'enterprise', name: '练东', category: '', description: '', change: '1' };
    const empty = { producerId: '', protection: '', protectedSince: '2008', specialityOf: '' };
    const paths = OfficeBrand.safeParse({ ...wire, ...empty }).error?.issues.map(({ path }) => path.join('.'));
    expect(paths).toEqual(['producerId', 'protection']);
  });
});

describe('the chain', () => {
  test('leads from a region brand to bases, and from the enterprise brand back up', async () => {
    const brands = await listBrands(db);
    const regions = brands.filter(({ kind }) => kind === 'regional');
    const down = (await Promise.all(regions.map(({ id }) => listChainOf(db, id)))).flatMap(chainRows);
    expect(down.some(({ bases }) => bases.length > 0)).toBe(true);
    const row = down.find(({ brand, region }) => brand !== null && region !== null);
    const up = chainRows(await listChainOf(db, row?.brand?.id ?? ''));
    expect(up.map(({ region }) => region?.id)).toContain(row?.region?.id);
    expect(up.every(({ brand }) => brand?.id === row?.brand?.id)).toBe(true);
  });

  test('names each product and base of a way once, and loses none', () => {
    const some = fc.constantFrom('a', 'b', 'c');
    const link = fc.record({ product: some, producer: some, base: fc.option(some) }).map(
      ({ product, producer, base }): ChainLink => ({
        ...{
          productId: product,
          productName: product,
          category: 'grain',
          producerId: producer,
          producerName: producer,
        },
        ...{ regionId: 'r', regionName: 'r', brandId: null, brandName: null },
        ...{ baseId: base, crop: base, area: null, villageCode: base, villageName: base },
      }),
    );
    fc.assert(
      fc.property(fc.array(link), (links) => {
        const rows = chainRows(links);
        const told = rows.flatMap(({ producer, products }) => products.map(({ id }) => `${producer.id} ${id}`));
        expect(told.sort()).toEqual([...new Set(links.map((one) => `${one.producerId} ${one.productId}`))].sort());
        for (const { bases } of rows) expect(new Set(bases.map(({ id }) => id)).size).toBe(bases.length);
      }),
    );
  });
});
