/** The demonstration's producers, products, certificates and outputs. */
import { usualEnd } from '#app/certificates/certificate.rules.ts';
import type { schemes } from '#app/certificates/scheme.rules.ts';
import { addDays } from '#app/day.ts';
import { checkCreditCode } from '#app/producers/credit-code.rules.ts';
import { spell } from '#app/villages/spelling.server.ts';
import type { Db } from '#db/client.server.ts';
import type { Category, NewRow } from '#db/tables.ts';
import { consortiumMembers, type DemoProducer, type DemoProduct, demoProducers, localTonnes } from './produce-data.ts';
import { randomFor } from './random.ts';
import { clock, demoMark, type Entry, offices, placeOf } from './timeline.ts';

const years = [2021, 2022, 2023, 2024, 2025];
const coopAccount = 'coop';

export function produceEntries(): Entry[] {
  return [
    ...demoProducers.map(producerEntry),
    consortiumEntry(),
    suspensionEntry(),
    ...demoProducers.filter(({ products }) => products.length > 0).flatMap(productEntries),
    ...years.flatMap((year) => offices.map((office) => localOutputEntry(year, office))),
  ];
}

function producerEntry(producer: DemoProducer, place: number): Entry {
  const { office, code } = placeOf(producer.village);
  const { id, kind, name } = producer;
  return {
    at: clock(`2025-02-${String(10 + place).padStart(2, '0')}`, '14:05'),
    kind: 'producer-join',
    account: office.username,
    town: office.town,
    reason: name,
    write: async (trx, change) => {
      await trx
        .insertInto('producer')
        .values({
          ...{ id, kind, name, townCode: office.town, villageCode: code, ...spell(name) },
          ...{ creditCode: kind === 'family-farm' || kind === 'consortium' ? null : creditCode(kind, place) },
          ...{ introduction: null, ...demoMark, change },
        })
        .execute();
      if (id === 'demo-coop')
        await trx.updateTable('account').set({ producerId: id, change }).where('username', '=', coopAccount).execute();
      if (producer.area > 0) await writeGround(trx, producer, code, change);
    },
  };
}

async function writeGround(trx: Db, producer: DemoProducer, villageCode: string, change: number): Promise<void> {
  const { id, area, brand, products } = producer;
  const crop = products[0]?.variety ?? '';
  await trx
    .insertInto('base')
    .values({ id: `${id}-base`, producerId: id, villageCode, crop, area, ...demoMark, change })
    .execute();
  if (brand === undefined) return;
  const category = products[0]?.category ?? null;
  await trx
    .insertInto('brand')
    .values({ id: `${id}-brand`, kind: 'enterprise', name: brand, category, producerId: id, ...demoMark, change })
    .execute();
}

/** A code that passes its check and is nobody's: its region is 000000. */
function creditCode(kind: DemoProducer['kind'], place: number): string {
  const stem = `${kind === 'cooperative' ? '93' : '91'}000000MA0DEM${String(place).padStart(3, '0')}`;
  const check = [...'0123456789ABCDEFGHJKLMNPQRTUWXY'].find((character) => checkCreditCode(stem + character) === 'ok');
  return `${stem}${check}`;
}

function consortiumEntry(): Entry {
  const { office } = placeOf('建新');
  return {
    at: clock('2025-03-04', '10:30'),
    kind: 'consortium-amend',
    account: office.username,
    town: office.town,
    reason: '演示青浦绿色稻米联合体',
    write: async (trx, change) => {
      const member = { consortiumId: 'demo-consortium', since: '2025-03-01', ...demoMark, change };
      await trx
        .insertInto('consortiumMember')
        .values(consortiumMembers.map((producerId) => ({ ...member, producerId })))
        .execute();
    },
  };
}

/** A certificate that its town suspended, so that the state is seen. */
function suspensionEntry(): Entry {
  const { office } = placeOf('金泽');
  const event = { certificateId: 'demo-jinze-3-2-c2', sequence: 1, kind: 'suspended', day: '2026-08-03' } as const;
  return {
    at: clock('2026-08-04', '09:45'),
    kind: 'certificate-event',
    account: office.username,
    town: office.town,
    reason: '演示青菜：抽检待复核',
    write: async (trx, change) => {
      await trx
        .insertInto('certificateEvent')
        .values({ ...event, reason: '抽检待复核', recordedBy: office.username, ...demoMark, change })
        .execute();
    },
  };
}

function productEntries(producer: DemoProducer, place: number): Entry[] {
  const { office } = placeOf(producer.village);
  const entry = { kind: 'product-accept', account: office.username, town: office.town, reason: producer.name } as const;
  const day = String(1 + place).padStart(2, '0');
  return [
    {
      ...{ ...entry, at: clock(`2025-04-${day}`, '15:20') },
      write: async (trx, change) => {
        for (const [number, product] of producer.products.entries())
          await writeProduct(trx, producer, product, number, change);
      },
    },
    ...years.map(
      (year): Entry => ({
        ...{ ...entry, kind: 'output-accept', reason: `${producer.name}，${year}年产量` },
        at: clock(year === 2025 ? `2026-02-${day}` : `2025-05-${day}`, `${9 + year - 2021}:40`),
        write: async (trx, change) => {
          const rows = producer.products.flatMap((product, number) => outputRow(producer, product, number, year));
          if (rows.length > 0)
            await trx
              .insertInto('output')
              .values(rows.map((row) => ({ ...row, change })))
              .execute();
        },
      }),
    ),
  ];
}

async function writeProduct(trx: Db, producer: DemoProducer, product: DemoProduct, number: number, change: number) {
  const id = `${producer.id}-${number + 1}`;
  const { name, category, variety, season, packaging, state } = product;
  const brandId = producer.brand === undefined ? null : `${producer.id}-brand`;
  const content = {
    ...{ category, name, variety, regionalBrandId: product.regional ?? null, brandId, season, packaging },
    ...{ description: '演示产品，不作为任何凭据。', gtin: null, pictures: '[]' },
  };
  const isDraft = state === 'draft' || state === 'submitted' || state === 'returned';
  const status = isDraft ? 'unpublished' : state === 'withdrawn' ? 'withdrawn' : 'public';
  await trx
    .insertInto('product')
    .values({
      ...{
        id,
        producerId: producer.id,
        status,
        ...content,
        ...spell(name),
        verifyCode: verifyCode(id),
        verifyRevoked: 0,
      },
      ...{ withdrawnReason: state === 'withdrawn' ? '今年不再种植' : null, ...demoMark, change },
    })
    .execute();
  if (isDraft) {
    const bases = JSON.stringify([`${producer.id}-base`]);
    const returned =
      state === 'returned' ? { reasons: '{"variety":"请写全品种名称"}', reviewReason: '请补全后再提交' } : {};
    await trx
      .insertInto('productDraft')
      .values({
        productId: id,
        state,
        ...content,
        bases,
        ...returned,
        submittedBy: state === 'draft' ? null : coopAccount,
        ...demoMark,
        change,
      })
      .execute();
    return;
  }
  await trx
    .insertInto('productBase')
    .values({ productId: id, baseId: `${producer.id}-base`, change })
    .execute();
  const certificates = certificateRows(producer, product, id);
  if (certificates.length > 0)
    await trx
      .insertInto('certificate')
      .values(certificates.map((row) => ({ ...row, change })))
      .execute();
}

/** Twelve characters of the alphabet of identities, the same at each seeding. */
function verifyCode(id: string): string {
  const random = randomFor(`verify ${id}`);
  return Array.from({ length: 12 }, () => '0123456789abcdefghjkmnpqrstvwxyz'[random.whole(0, 31)]).join('');
}

/** One certificate after the other, each for the term of its scheme, without a gap unless one is told. */
function certificateRows(producer: DemoProducer, { certificate, tonnes }: DemoProduct, productId: string) {
  const rows: Omit<NewRow<'certificate'>, 'change'>[] = [];
  if (!certificate) return rows;
  const { scheme, renewedUntil, gap = 0 } = certificate;
  for (let from = certificate.from; from <= renewedUntil; ) {
    const id = `${productId}-c${rows.length + 1}`;
    const validTo = usualEnd(scheme, from) ?? renewedUntil;
    rows.push({
      ...{
        id,
        scheme,
        number: certificateNumber(scheme, id, from),
        firmCode: null,
        producerId: producer.id,
        productId,
      },
      ...{ validFrom: from, validTo, approvedOutput: Math.round(tonnes * 0.96), renews: rows.at(-1)?.id ?? null },
      ...{ review: 'accepted', submittedBy: coopAccount, ...demoMark },
    });
    from = addDays(validTo, 1 + gap);
  }
  return rows;
}

/** A number in the form of its scheme, of a product group that is not given out. */
function certificateNumber(scheme: keyof typeof schemes, id: string, from: string): string {
  const serial = String(randomFor(`number ${id}`).whole(0, 99_999)).padStart(5, '0');
  const when = `${from.slice(2, 4)}${from.slice(5, 7)}`;
  return scheme.startsWith('green') ? `LB-00-${when}00${serial}A` : `000OP${when.slice(0, 2)}${serial}`;
}

function outputRow(producer: DemoProducer, product: DemoProduct, number: number, year: number) {
  const { state, tonnes } = product;
  if (state === 'draft' || state === 'submitted' || state === 'returned') return [];
  const id = `${producer.id}-${number + 1}`;
  const grown = tonnes * (1 - 0.03 * (2025 - year)) * randomFor(`output ${id} ${year}`).between(0.98, 1.02);
  return [
    {
      productId: id,
      year,
      tonnes: Math.round(grown * 10) / 10,
      review: 'accepted' as const,
      submittedBy: coopAccount,
      ...demoMark,
    },
  ];
}

function localOutputEntry(year: number, office: (typeof offices)[number]): Entry {
  const tonnes = Object.entries(localTonnes[office.townName] ?? {}) as [Category, number][];
  const month = year === 2025 ? '2026-03' : '2025-06';
  return {
    at: clock(`${month}-${String(20 + year - 2021).padStart(2, '0')}`, '11:10'),
    kind: 'local-output',
    account: office.username,
    town: office.town,
    reason: `${year}年地产农产品产量`,
    write: async (trx, change) => {
      const rows = tonnes.map(([category, amount]) => ({
        ...{ townCode: office.town, year, category, note: null, ...demoMark, change },
        tonnes: Math.round(amount * randomFor(`local ${office.town} ${category} ${year}`).between(0.97, 1.03)),
      }));
      await trx.insertInto('localOutput').values(rows).execute();
    },
  };
}
