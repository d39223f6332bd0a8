/** Writing the rows of producers: themselves with their ground, their products with certificates, their outputs. */
import { usualEnd } from '#app/certificates/certificate.rules.ts';
import type { Scheme } from '#app/certificates/scheme.rules.ts';
import { addDays } from '#app/day.ts';
import { checkCreditCode } from '#app/producers/credit-code.rules.ts';
import { spell } from '#app/villages/spelling.server.ts';
import type { Db } from '#db/client.server.ts';
import type { NewRow, Row } from '#db/tables.ts';
import { keepDrawing } from './pictures.ts';
import type { DemoCertificate, DemoProducer, DemoProduct } from './produce-data.ts';
import { randomFor } from './random.ts';
import { writeSpeciality } from './specialities.ts';
import { demoMark, placeOf } from './timeline.ts';

export const coopAccount = 'coop';

/** An attachment is kept once, whoever brings it first: its instant is the same in every demonstration. */
const picturesAddedAt = '2025-04-01T07:20:00.000Z';

/** @param place a number of its own for each producer: it enters the invented code */
export async function writeProducer(trx: Db, change: number, producer: DemoProducer, place: number): Promise<void> {
  const { office, code } = placeOf(producer.village);
  const { id, kind, name } = producer;
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
}

async function writeGround(trx: Db, producer: DemoProducer, villageCode: string, change: number): Promise<void> {
  const { id, area, brand, products } = producer;
  await writeSpeciality(trx, change, id);
  const crop = products[0]?.variety ?? '';
  await trx
    .insertInto('base')
    .values({ id: baseIdOf(producer), producerId: id, villageCode, crop, area, ...demoMark, change })
    .execute();
  if (brand === undefined) return;
  const category = products[0]?.category ?? null;
  await trx
    .insertInto('brand')
    .values({ id: `${id}-brand`, kind: 'enterprise', name: brand, category, producerId: id, ...demoMark, change })
    .execute();
}

const baseIdOf = ({ id }: DemoProducer) => `${id}-base`;

/** A code that passes its check and is nobody's: its region is 000000. */
function creditCode(kind: DemoProducer['kind'], place: number): string {
  const stem = `${kind === 'cooperative' ? '93' : '91'}000000MA0DEM${String(place).padStart(3, '0')}`;
  const check = [...'0123456789ABCDEFGHJKLMNPQRTUWXY'].find((character) => checkCreditCode(stem + character) === 'ok');
  return `${stem}${check}`;
}

export async function writeProducts(trx: Db, change: number, producer: DemoProducer): Promise<void> {
  for (const [number, product] of producer.products.entries())
    await writeProduct(trx, producer, product, number, change);
}

const productIdOf = (producer: Pick<DemoProducer, 'id'>, number: number) => `${producer.id}-${number + 1}`;

async function writeProduct(trx: Db, producer: DemoProducer, product: DemoProduct, number: number, change: number) {
  const id = productIdOf(producer, number);
  const { name, category, variety, season, packaging, gtin = null, state } = product;
  const brandId = producer.brand === undefined ? null : `${producer.id}-brand`;
  const content = {
    ...{ category, name, variety, regionalBrandId: product.regional ?? null, brandId, season, packaging, gtin },
    ...{ description: '演示产品，不作为任何凭据。', pictures: await keepDrawing(trx, name, picturesAddedAt) },
  };
  const status = isUnderWay(state) ? 'unpublished' : state === 'withdrawn' ? 'withdrawn' : 'public';
  await trx
    .insertInto('product')
    .values({
      ...{ id, producerId: producer.id, status, ...content, ...spell(name) },
      ...{ verifyCode: verifyCode(id), verifyRevoked: 0 },
      ...{ withdrawnReason: state === 'withdrawn' ? '今年不再种植' : null, ...demoMark, change },
    })
    .execute();
  if (isUnderWay(state)) {
    const bases = JSON.stringify([baseIdOf(producer)]);
    const returned =
      state === 'returned' ? { reasons: '{"variety":"请写全品种名称"}', reviewReason: '请补全后再提交' } : {};
    const submittedBy = state === 'draft' ? null : coopAccount;
    const draft = { productId: id, state, ...content, bases, ...returned, submittedBy, ...demoMark, change };
    await trx.insertInto('productDraft').values(draft).execute();
    return;
  }
  const base = { productId: id, baseId: baseIdOf(producer), change };
  await trx.insertInto('productBase').values(base).execute();
  const certificates = certificateRows(producer, product, id);
  if (certificates.length > 0)
    await trx
      .insertInto('certificate')
      .values(certificates.map((row) => ({ ...row, change })))
      .execute();
}

/** Not public yet: its producer is still writing, or the town has yet to answer. */
const isUnderWay = (state: DemoProduct['state']): state is Row<'productDraft'>['state'] =>
  state === 'draft' || state === 'submitted' || state === 'returned';

/** Twelve characters of the alphabet of identities, the same at each seeding. */
function verifyCode(id: string): string {
  const random = randomFor(`verify ${id}`);
  return Array.from({ length: 12 }, () => '0123456789abcdefghjkmnpqrstvwxyz'[random.whole(0, 31)]).join('');
}

type CertificateRow = Omit<NewRow<'certificate'>, 'change'>;

function certificateRows(producer: DemoProducer, product: DemoProduct, productId: string): CertificateRow[] {
  const { certificate, also = [], tonnes } = product;
  const rows: CertificateRow[] = [];
  for (const each of certificate ? [certificate, ...also] : also)
    rows.push(...renewalRows(each, { producerId: producer.id, productId, tonnes }, rows.length));
  return rows;
}

/** One certificate after the other, each for the term of its scheme, without a gap unless one is told. */
function renewalRows(
  { scheme, from: first, renewedUntil, gap = 0 }: DemoCertificate,
  { producerId, productId, tonnes }: { producerId: string; productId: string; tonnes: number },
  taken: number,
): CertificateRow[] {
  const rows: CertificateRow[] = [];
  for (let from = first; from <= renewedUntil; ) {
    const id = `${productId}-c${taken + rows.length + 1}`;
    const validTo = usualEnd(scheme, from);
    rows.push({
      ...{ id, scheme, number: certificateNumber(scheme, id, from), firmCode: null, producerId, productId },
      ...{ validFrom: from, validTo, approvedOutput: Math.round(tonnes * 0.96), renews: rows.at(-1)?.id ?? null },
      ...{ review: 'accepted', submittedBy: coopAccount, ...demoMark },
    });
    if (validTo === null) break;
    from = addDays(validTo, 1 + gap);
  }
  return rows;
}

/** A number in the form of its scheme, of a product group that is not given out. */
function certificateNumber(scheme: Scheme, id: string, from: string): string {
  const serial = String(randomFor(`number ${id}`).whole(0, 99_999)).padStart(5, '0');
  const when = `${from.slice(2, 4)}${from.slice(5, 7)}`;
  if (scheme === 'gi-agricultural') return `AGI00${serial.slice(2)}`;
  if (scheme === 'gi-product' || scheme === 'famous') return `演示〔${from.slice(0, 4)}〕${serial}`;
  if (scheme.startsWith('organic')) return `000OP${when.slice(0, 2)}${serial}`;
  return `LB-00-${when}00${serial}${scheme === 'green-aa' ? 'AA' : 'A'}`;
}

/** The outputs of a year of whatever a producer has made public. */
export async function writeOutputs(trx: Db, change: number, producer: DemoProducer, year: number): Promise<void> {
  const rows = producer.products.flatMap((product, number) => outputRow(producer, product, number, year));
  if (rows.length > 0)
    await trx
      .insertInto('output')
      .values(rows.map((row) => ({ ...row, change })))
      .execute();
}

function outputRow(producer: DemoProducer, product: DemoProduct, number: number, year: number) {
  const { outputs, state, tonnes } = product;
  if (isUnderWay(state) || outputs === 'none' || (outputs === 'since-2024' && year < 2024)) return [];
  const id = productIdOf(producer, number);
  const harvest = tonnes * (1 - 0.03 * (2025 - year)) * randomFor(`output ${id} ${year}`).between(0.98, 1.02);
  const review = 'accepted' as const;
  return [
    { productId: id, year, tonnes: Math.round(harvest * 10) / 10, review, submittedBy: coopAccount, ...demoMark },
  ];
}
