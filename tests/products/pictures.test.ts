/** Pictures of products: only real ones are kept, without where they were taken, and seen by whom they concern. */

import { beforeEach, describe, expect, test } from 'vitest';
import { inspectPicture } from '#app/attachments/inspect-upload.server.ts';
import { findDraft, getOwnProduct } from '#app/products/draft.repository.server.ts';
import { keepingPictures } from '#app/products/keep-pictures.server.ts';
import { getPicture } from '#app/products/picture.repository.server.ts';
import { mostPictures, picturesKept, uploadedBefore, withoutBoxes } from '#app/products/product.fields.ts';
import { picturesOf, ReviewProduct, SaveProduct } from '#app/products/product.schema.ts';
import { reviewProduct } from '#app/products/review-product.server.ts';
import { saveDraft } from '#app/products/save-draft.server.ts';
import { chainHead } from '#db/chain.server.ts';
import type { Db } from '#db/client.server.ts';
import { demoRegister } from '#tests/support/database.ts';

const at = new Date('2026-11-24T04:00:00Z');

/** A PNG of one dot that is told apart from the others by its number, with a remark that names a place. */
function png(number: number, remark = '121.0123,31.0987'): Uint8Array {
  const chunk = (type: string, data: number[]) => {
    const letters = [...type].map((letter) => letter.charCodeAt(0));
    return [0, 0, 0, data.length, ...letters, ...data, 0, 0, 0, 0];
  };
  const text = [...`GPS\0${remark}`].map((letter) => letter.charCodeAt(0));
  return Uint8Array.from([
    ...[0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
    ...chunk('IHDR', [0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0]),
    ...chunk('tEXt', text),
    ...chunk('IDAT', [0x78, 0x9c, 0x63, number, 0, 0, 2, 0, 1]),
    ...chunk('IEND', []),
  ]);
}

/** A JPEG as a phone writes it: turned by 90 degrees, with a place in its Exif, a colour profile, and a film behind its end. */
function jpeg(): Uint8Array {
  const letters = (text: string) => [...text].map((letter) => letter.charCodeAt(0));
  const segment = (kind: number, data: number[]) => [
    0xff,
    kind,
    (data.length + 2) >> 8,
    (data.length + 2) & 0xff,
    ...data,
  ];
  const entry = (tag: number, value: number) => [tag & 0xff, tag >> 8, 3, 0, 1, 0, 0, 0, value, 0, 0, 0];
  const tiff = [0x49, 0x49, 42, 0, 8, 0, 0, 0, 2, 0, ...entry(0x0112, 6), ...entry(0x8825, 7), 0, 0, 0, 0];
  return Uint8Array.from([
    ...[0xff, 0xd8],
    ...segment(0xe1, [...letters('Exif\0\0'), ...tiff, ...letters('N31.0987 E121.0123')]),
    ...segment(0xe1, letters('http://ns.adobe.com/xap/1.0/\0GPSLatitude')),
    ...segment(0xe2, letters('ICC_PROFILE\0sRGB')),
    ...segment(0xfe, letters('taken by somebody')),
    ...segment(0xc0, [8, 0, 1, 0, 1, 1, 1, 0x11, 0]),
    ...segment(0xda, [1, 1, 0, 0, 63, 0]),
    ...[0x12, 0xff, 0x00, 0x34, 0xff, 0xd0, 0x56],
    ...[0xff, 0xd9],
    ...letters('ftypmp4 N31.0987'),
  ]);
}

const latin = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1');

describe('a picture that is brought', () => {
  test('keeps its image, its colours and which way is up, and loses where it was taken', async () => {
    const kept = latin((await inspectPicture({ name: 'a.jpg', bytes: jpeg() })).bytes);
    expect(kept).not.toMatch(/N31|GPS|somebody|ftyp/);
    expect(kept).toContain('ICC_PROFILE');
    expect(kept).toContain('\x12\xff\x00\x34\xff\xd0\x56\xff\xd9');
    expect(kept).toContain('\x01\x12\x00\x03\x00\x00\x00\x01\x00\x06');
    // Once plain, it stays as it is.
    const again = await inspectPicture({ name: 'a.jpg', bytes: Buffer.from(kept, 'latin1') });
    expect(latin(again.bytes)).toBe(kept);
    expect(latin((await inspectPicture({ name: 'a.png', bytes: png(1) })).bytes)).not.toContain('121.0123');
  });

  test('that is none is refused by its name', async () => {
    for (const bytes of [Buffer.from('%PDF-1.4\nstartxref %%EOF'), png(1).subarray(0, 60), new Uint8Array(3)])
      await expect(inspectPicture({ name: '茭白.jpg', bytes })).rejects.toMatchObject({
        errors: [{ path: 'pictures', message: expect.stringContaining('茭白.jpg') }],
      });
  });

  test('leads where the form says so, and an unticked one goes', () => {
    const [a, b, c] = ['a', 'b', 'c'].map((letter) => letter.repeat(64));
    expect(
      picturesKept({ [`picture-${a}`]: 'on', [`picture-${b}`]: 'on', [`picture-${c}`]: 'on', cover: `${b}` }),
    ).toEqual([b, a, c]);
    expect(picturesKept({ 'picture-../x': 'on', cover: `${a}` })).toEqual([]);
    expect(withoutBoxes({ name: 'x', [`picture-${a}`]: 'on', 'base-1': 'on' })).toEqual({ name: 'x' });
  });
});

describe('the pictures of a product', () => {
  let db: Db;
  const reach = {
    coop: { kind: 'producer', producer: 'demo-coop' },
    other: { kind: 'producer', producer: 'demo-wangjin' },
    town: { kind: 'town', town: '310118102' },
    otherTown: { kind: 'town', town: '310118103' },
    public: { kind: 'none' },
  } as const;
  const seenBy = async (hash: string, who: keyof typeof reach) =>
    getPicture(db, hash, reach[who]).then(
      ({ isPublic }) => (isPublic ? 'public' : 'private'),
      () => null,
    );

  const save = async (kept: readonly string[], bytes: readonly Uint8Array[], typed: object = {}) => {
    const form = SaveProduct.parse({
      ...{ intent: 'submit', category: 'grain', name: '新米', variety: 'a', season: 'b' },
      ...{ change: String((await chainHead(db)).number), ...typed },
    });
    const uploads = bytes.map((each) => ({ name: 'x.png', bytes: each }));
    return keepingPictures(db, { uploads, at }, (uploaded) =>
      saveDraft(db, {
        ...{ producerId: 'demo-coop', id: 'demo-coop-1', form, bases: ['demo-coop-base'] },
        ...{ pictures: [...kept, ...uploaded], account: 'coop', at },
      }),
    );
  };
  const review = async (intent: string) =>
    reviewProduct(db, {
      ...{ id: 'demo-coop-1', account: 'zhujiajiao', at },
      answer: ReviewProduct.parse({ intent, reason: 'x', change: (await chainHead(db)).number }),
    });

  beforeEach(async () => {
    db = await demoRegister();
  });

  test('are found whichever place they have among the most that there may be', async () => {
    await save(
      [],
      Array.from({ length: mostPictures }, (_, place) => png(place + 1)),
    );
    const [draft] = await db
      .selectFrom('productDraft')
      .select('pictures')
      .where('productId', '=', 'demo-coop-1')
      .execute();
    const hashes = picturesOf(draft?.pictures ?? '[]');
    expect(hashes).toHaveLength(mostPictures);
    for (const hash of hashes) expect(await seenBy(hash, 'coop')).toBe('private');
    await review('accept');
    for (const hash of hashes) expect(await seenBy(hash, 'public')).toBe('public');
  });

  test('are seen by the producer and its town alone until the town accepts, then by everybody', async () => {
    await save([], [png(1), png(2)]);
    const [first = ''] = picturesOf((await findDraft(db, 'demo-coop-1'))?.pictures ?? '[]');
    const seen = async () =>
      Promise.all((['coop', 'town', 'other', 'otherTown', 'public'] as const).map((who) => seenBy(first, who)));
    expect(await seen()).toEqual(['private', 'private', null, null, null]);
    await review('accept');
    expect(picturesOf((await getOwnProduct(db, 'demo-coop-1')).pictures)[0]).toBe(first);
    expect(await seen()).toEqual(Array.from({ length: 5 }, () => 'public'));
    // Replaced, it still belongs to the page as known at the earlier change.
    await save([], [png(3)]);
    await review('accept');
    expect(await seenBy(first, 'public')).toBe('public');
  });

  test('that came with a refused form are kept for the next', async () => {
    const refused = await save([], [png(1)], { variety: '' }).catch((error) => error);
    expect(refused.errors[0].path).toBe('variety');
    const uploaded = uploadedBefore(refused.details);
    expect(uploaded).toHaveLength(1);
    expect(await seenBy(uploaded[0] ?? '', 'coop')).toBeNull();
    await save(uploaded, []);
    expect(await seenBy(uploaded[0] ?? '', 'coop')).toBe('private');
  });

  test('are six at most and all of them kept ones', async () => {
    await expect(
      save(
        [],
        [1, 2, 3, 4, 5, 6, 7].map((number) => png(number)),
      ),
    ).rejects.toMatchObject({
      errors: [{ path: 'pictures' }],
    });
    await expect(save(['f'.repeat(64)], [])).rejects.toMatchObject({ errors: [{ path: 'pictures' }] });
  });

  test('are not a way to other files of the register', async () => {
    const hash = 'e'.repeat(64);
    const pdf = { hash, mediaType: 'application/pdf', size: 3, bytes: Buffer.from('pdf'), addedAt: at.toISOString() };
    await db.insertInto('attachment').values(pdf).execute();
    await expect(save([hash], [])).rejects.toMatchObject({ errors: [{ path: 'pictures' }] });
  });
});
