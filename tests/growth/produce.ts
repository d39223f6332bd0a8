/** A village's producer with its base, two products, their certificates and the tonnes of a year. */
import { checkCreditCode } from '#app/producers/credit-code.rules.ts';
import type { Random } from '#seeds/demo/random.ts';
import type { Live, Loader } from './loader.ts';
import { spellInvented } from './names.ts';
import { demoMark, type Village } from './place.ts';

const crops = [
  ['grain', '大米'],
  ['vegetable', '茭白'],
  ['fruit', '草莓'],
  ['aquatic', '大闸蟹'],
  ['ornamental', '花木'],
  ['livestock', '草鸡'],
] as const;

const year = 2024;

interface Product {
  id: string;
  row: Live;
  draft: Live;
}

/** @param place the village's number among all: it enters the codes */
export function writeProduce(loader: Loader, village: Village, place: number, random: Random): void {
  const { account: office, town } = village.office;
  const bare = village.name.replace(/村$/, '');
  const id = `${village.key}n`;
  const baseId = `${id}-base`;
  const isFarm = random.happens(0.3);
  const name = `演示${bare}${isFarm ? '家庭农场' : '农作合作社'}`;
  loader.record({ kind: 'producer-join', account: office, town, reason: name }, (pen) => {
    const creditCode = isFarm ? null : creditCodeOf(place);
    const kind = isFarm ? 'family-farm' : 'cooperative';
    const of = { townCode: town, villageCode: village.code, ...spellInvented(name), introduction: null };
    pen.put('producer', { id, kind, name, creditCode, ...of, ...demoMark });
    pen.put('account', {
      username: id,
      name,
      role: 'producer',
      townCode: null,
      producerId: id,
      active: 1,
      origin: 'demo',
    });
  });
  const own = { account: id, town };
  loader.record({ kind: 'base-amend', ...own, reason: null }, (pen) => {
    const crop = crops[random.whole(0, crops.length - 1)]?.[1] ?? '';
    pen.put('base', {
      id: baseId,
      producerId: id,
      villageCode: village.code,
      crop,
      area: random.whole(30, 900),
      ...demoMark,
    });
  });
  const brandId = random.happens(0.1) ? `${id}-brand` : null;
  if (brandId !== null)
    loader.record({ kind: 'brand-amend', ...own, reason: `${bare}牌` }, (pen) => {
      pen.put('brand', { id: brandId, kind: 'enterprise', name: `${bare}牌`, producerId: id, ...demoMark });
    });
  const products = [0, 1].map((number) =>
    writeProduct(
      loader,
      { village, producerId: id, baseId, brandId, code: verifyCode(place * 2 + number), number },
      random,
    ),
  );
  for (const product of products) writeCertificate(loader, village, product.id, id, random);
  writeOutputs(loader, village, products, id, random);
}

interface Making {
  village: Village;
  producerId: string;
  baseId: string;
  brandId: string | null;
  code: string;
  number: number;
}

function writeProduct(loader: Loader, making: Making, random: Random): Product {
  const { village, producerId, baseId, brandId, code, number } = making;
  const { account: office, town } = village.office;
  const id = `${village.key}p${number}`;
  const [category, crop] = crops[random.whole(0, crops.length - 1)] ?? crops[0];
  const name = `${village.name.replace(/村$/, '')}${crop}`;
  const content = {
    ...{ category, name, variety: '本地种', regionalBrandId: null, brandId, season: '全年', packaging: '5 公斤袋' },
    ...{ description: '演示产品，不作为任何凭据。', gtin: null, pictures: '[]' },
  };
  let made: Product | undefined;
  loader.record({ kind: 'product-submit', account: producerId, town, reason: name }, (pen) => {
    const standing = { status: 'unpublished', verifyCode: code, verifyRevoked: 0, withdrawnReason: null };
    const row = pen.put('product', { id, producerId, ...content, ...spellInvented(name), ...standing, ...demoMark });
    const proposed = { state: 'submitted', bases: JSON.stringify([baseId]), submittedBy: producerId };
    made = { id, row, draft: pen.put('productDraft', { productId: id, ...content, ...proposed, ...demoMark }) };
  });
  if (made === undefined) throw new Error('a change writes at once');
  const { row, draft } = made;
  // A few wait for their town.
  if (random.happens(0.998))
    loader.record({ kind: 'product-accept', account: office, town, reason: name }, (pen) => {
      pen.amend(row, { status: 'public' });
      pen.end(draft);
      pen.put('productBase', { productId: id, baseId });
    });
  return made;
}

function writeCertificate(
  loader: Loader,
  village: Village,
  productId: string,
  producerId: string,
  random: Random,
): void {
  const { account: office, town } = village.office;
  const from = `${random.whole(2023, 2024)}-${two(random.whole(1, 12))}-${two(random.whole(1, 28))}`;
  const number = `LB-00-${from.slice(2, 4)}${from.slice(5, 7)}00${String(random.whole(0, 99_999)).padStart(5, '0')}A`;
  let row: Live | undefined;
  loader.record({ kind: 'certificate-submit', account: producerId, town, reason: number }, (pen) => {
    row = pen.put('certificate', {
      ...{ id: `${productId}-c`, scheme: 'green-a', number, producerId, productId, validFrom: from },
      ...{ validTo: `${Number(from.slice(0, 4)) + 3}${from.slice(4, 8)}${two(Number(from.slice(8)) - 1 || 1)}` },
      ...{ approvedOutput: random.whole(5, 400), review: 'submitted', submittedBy: producerId, ...demoMark },
    });
  });
  if (random.happens(0.998))
    loader.record({ kind: 'certificate-accept', account: office, town, reason: number }, (pen) => {
      if (row) pen.amend(row, { review: 'accepted' });
    });
}

function writeOutputs(
  loader: Loader,
  village: Village,
  products: readonly Product[],
  producerId: string,
  random: Random,
) {
  const { account: office, town } = village.office;
  let rows: Live[] = [];
  loader.record({ kind: 'output-report', account: producerId, town, reason: `${year}年` }, (pen) => {
    rows = products.map(({ id }) =>
      pen.put('output', {
        ...{ productId: id, year, tonnes: random.whole(1, 300), review: 'submitted', submittedBy: producerId },
        ...demoMark,
      }),
    );
  });
  if (random.happens(0.998))
    loader.record({ kind: 'output-accept', account: office, town, reason: `${year}年` }, (pen) => {
      for (const row of rows) pen.amend(row, { review: 'accepted' });
    });
}

const two = (number: number) => String(number).padStart(2, '0');

/** A code that passes its check and is nobody's: its region is 000000. */
function creditCodeOf(place: number): string {
  const stem = `93000000MA${String(place).padStart(7, '0')}`;
  const check = [...'0123456789ABCDEFGHJKLMNPQRTUWXY'].find((character) => checkCreditCode(stem + character) === 'ok');
  return `${stem}${check}`;
}

/** Twelve characters of the alphabet of identities, each number its own. */
function verifyCode(number: number): string {
  const scattered = (number * 2_654_435_761) % 2 ** 40;
  return `dem0${scattered.toString(32).padStart(8, '0')}`;
}
