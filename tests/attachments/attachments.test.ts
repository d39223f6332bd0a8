/** Files beside a step: looked at by content, kept once, opened only within reach. */
import { beforeEach, describe, expect, test } from 'vitest';
import { getAttachment } from '#app/attachments/attachment.repository.server.ts';
import { cleanName } from '#app/attachments/attachment.rules.ts';
import { inspectPicture, inspectUpload } from '#app/attachments/inspect-upload.server.ts';
import { sweepAttachments } from '#app/attachments/sweep-attachments.server.ts';
import { undoChange } from '#app/changes/undo-change.server.ts';
import { checkUndone } from '#app/exchange/check-undone.server.ts';
import { keepingPictures } from '#app/products/keep-pictures.server.ts';
import { getTitle } from '#app/titles/title.repository.server.ts';
import { verifyChain } from '#db/chain.server.ts';
import type { Db } from '#db/client.server.ts';
import { recordChange } from '#db/record-change.server.ts';
import { demoRegister, factsRegister } from '#tests/support/database.ts';
import { advance, now, start } from '#tests/titles/title-office.ts';

const text = (words: string) => new TextEncoder().encode(words);
const bytesOf = (base64: string) => Uint8Array.from(Buffer.from(base64, 'base64'));

const pdf = text('%PDF-1.4\n1 0 obj <</Type/Catalog>> endobj\ntrailer <</Root 1 0 R>>\nstartxref\n9\n%%EOF\n');
const png = bytesOf('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==');
const jpeg = bytesOf(
  '/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAP//////////////////////////////////////////////////////////////////////////////////////wAALCAABAAEBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAAA//EABQQAQAAAAAAAAAAAAAAAAAAAAD/2gAIAQEAAD8AN//Z',
);

describe('files of forms that were never saved', () => {
  const days = (count: number) => new Date(now.getTime() + count * 24 * 60 * 60 * 1000);
  const held = async (db: Db) => (await db.selectFrom('attachment').select('hash').execute()).map(({ hash }) => hash);

  test('are dropped after thirty days; what something refers to, or once did, stays', async () => {
    const db = await factsRegister();
    const { id } = await start(db, { day: '2022-03-01' });
    const change = await advance(
      db,
      id,
      { stage: 'listed', day: '2022-05-01' },
      { upload: { name: 'a.pdf', bytes: pdf } },
    );
    await undoChange(db, { number: change ?? 0, account: 'liantang', reason: null, at: now }, checkUndone);
    const [undone = ''] = await held(db);
    await keepingPictures(db, { uploads: [{ name: 'a.png', bytes: png }], at: now }, async () => null);
    expect(await held(db)).toHaveLength(2);
    expect(await sweepAttachments(db, days(29))).toBe(0);
    expect(await sweepAttachments(db, days(31))).toBe(1);
    expect(await held(db)).toEqual([undone]);
    expect(await verifyChain(db)).toBeNull();
    await expect(db.deleteFrom('attachment').execute()).rejects.toThrow('in use');
  });

  test('stay where a draft of a product shows them', async () => {
    const db = await demoRegister();
    await keepingPictures(db, { uploads: [{ name: 'a.png', bytes: png }], at: now }, ([hash = '']) =>
      recordChange(db, { kind: 'product-draft', account: null, at: now }, (trx, change) =>
        trx
          .updateTable('product')
          .set({ pictures: JSON.stringify([hash]), change })
          .where('id', '=', 'demo-coop-1')
          .execute(),
      ),
    );
    const before = await held(db);
    await sweepAttachments(db, days(400));
    expect(await held(db)).toEqual(before);
  });
});

describe('what a file really is', () => {
  test.each([
    ['a PDF', pdf, 'application/pdf'],
    ['a PNG', png, 'image/png'],
    ['a JPEG', jpeg, 'image/jpeg'],
  ])('%s is kept as such, whatever it is called', async (_, bytes, mediaType) => {
    expect(await inspectUpload({ name: '文件.exe', bytes })).toMatchObject({ mediaType });
  });

  const program = new Uint8Array(200);
  program.set(text('MZ'));
  test.each([
    ['a program called .pdf', program],
    ['an SVG', text('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')],
    ['a page called .png', text('<!doctype html><html><body>hello</body></html>')],
    ['an empty file', new Uint8Array()],
    ['a page with a PDF behind it', text('<html></html>\n%PDF-1.4\nstartxref\n9\n%%EOF')],
    ['a PDF cut off', pdf.subarray(0, 40)],
    ['a PNG cut off', png.subarray(0, 50)],
    ['a JPEG cut off', jpeg.subarray(0, 90)],
    ['only the first bytes of a PNG', png.subarray(0, 8)],
  ])('%s is refused at its field', async (_, bytes) => {
    await expect(inspectUpload({ name: '通知.pdf', bytes })).rejects.toMatchObject({
      kind: 'invalid',
      errors: [{ path: 'attachment' }],
    });
  });

  /** The same picture with another size in its head: a few bytes that a browser would unpack to gigabytes. */
  const resized = (bytes: Uint8Array, width: number, height: number) => {
    const copy = Uint8Array.from(bytes);
    const view = new DataView(copy.buffer);
    if (bytes === png) {
      view.setUint32(16, width);
      view.setUint32(20, height);
    } else {
      const frame = copy.findIndex((byte, at) => byte === 0xff && copy[at + 1] === 0xc0);
      view.setUint16(frame + 5, height);
      view.setUint16(frame + 7, width);
    }
    return copy;
  };

  test.each([
    ['PNG', png],
    ['JPEG', jpeg],
  ])('a %s of more than 50 megapixels is refused in words, a scanned page is not', async (_, picture) => {
    const upload = (width: number, height: number) => ({ name: 'a.png', bytes: resized(picture, width, height) });
    const told = { message: expect.stringContaining('10000 × 5001 像素') };
    await expect(inspectUpload(upload(10_000, 5001))).rejects.toMatchObject({
      errors: [{ path: 'attachment', ...told }],
    });
    await expect(inspectPicture(upload(10_000, 5001))).rejects.toMatchObject({
      errors: [{ path: 'pictures', ...told }],
    });
    await inspectUpload(upload(10_000, 5000));
    await inspectPicture(upload(4961, 7016));
  });

  test('a PNG’s size is taken as it stands there, also where it is more than 31 bits', async () => {
    const bytes = resized(png, 0xffffffff, 0xffffffff);
    await expect(inspectPicture({ name: 'a.png', bytes })).rejects.toMatchObject({ kind: 'invalid' });
  });

  test('more than 10 MB is refused', async () => {
    const bytes = new Uint8Array(10 * 1024 * 1024 + 1);
    bytes.set(pdf);
    await expect(inspectUpload({ name: '大.pdf', bytes })).rejects.toMatchObject({ kind: 'invalid' });
  });
});

test.each([
  ['../../etc/passwd', 'passwd.pdf'],
  ['C:\\Users\\张三\\命名 通知.PDF', '命名 通知.pdf'],
  ['a\r\nSet-Cookie: x.pdf', 'aSet-Cookie x.pdf'],
  ['fdp.\u202eexe', 'fdp.pdf'],
  ['....', '附件.pdf'],
  [`${'长'.repeat(300)}.pdf`, `${'长'.repeat(76)}.pdf`],
])('the name %j becomes %j', (name, clean) => {
  expect(cleanName(name, 'application/pdf')).toBe(clean);
});

describe('in the register', () => {
  let db: Db;
  beforeEach(async () => {
    db = await factsRegister();
  });
  const upload = { name: '命名通知.pdf', bytes: pdf };
  const all = { kind: 'all' } as const;

  async function hashOfFirstStep(id: string): Promise<string> {
    return (await getTitle(db, id)).steps[0]?.attachmentHash ?? '';
  }

  test('the same file twice is kept once, and the chain stays whole', async () => {
    const { id } = await start(db, { day: '2022-03-01' }, upload);
    await advance(db, id, { stage: 'listed', day: '2022-05-01' }, { upload: { ...upload, name: '另一名.pdf' } });
    expect(await db.selectFrom('attachment').select(['mediaType', 'size']).execute()).toEqual([
      { mediaType: 'application/pdf', size: pdf.length },
    ]);
    expect((await getTitle(db, id)).steps.map((step) => step.attachmentName)).toEqual(['命名通知.pdf', '另一名.pdf']);
    expect(await verifyChain(db)).toBeNull();
  });

  test('a refused file leaves nothing behind', async () => {
    await expect(start(db, { day: '2022-03-01' }, { name: 'a.pdf', bytes: text('no') })).rejects.toThrow();
    expect(await db.selectFrom('title').select('id').where('origin', '=', 'entered').execute()).toEqual([]);
  });

  test('opens for the district and its own town, not for another town, a producer or a stranger', async () => {
    const { id } = await start(db, { day: '2022-03-01' }, upload);
    const hash = await hashOfFirstStep(id);
    const file = await getAttachment(db, hash, { kind: 'town', town: '310118103' });
    expect(Buffer.from(file.bytes).equals(Buffer.from(pdf))).toBe(true);
    expect((await getAttachment(db, hash, all)).name).toBe('命名通知.pdf');
    const hidden = { kind: 'not-found' };
    await expect(getAttachment(db, hash, { kind: 'town', town: '310118102' })).rejects.toMatchObject(hidden);
    await expect(getAttachment(db, hash, { kind: 'producer', producer: 'demo-coop' })).rejects.toMatchObject(hidden);
    await expect(getAttachment(db, hash, { kind: 'none' })).rejects.toMatchObject(hidden);
    await expect(getAttachment(db, '0'.repeat(64), all)).rejects.toMatchObject(hidden);
  });

  test('stays open through the history after its step was undone', async () => {
    const { id, change } = await start(db, { day: '2022-03-01' }, upload);
    const hash = await hashOfFirstStep(id);
    await undoChange(db, { number: change ?? 0, account: 'liantang', reason: null, at: now }, checkUndone);
    await expect(getTitle(db, id)).rejects.toMatchObject({ kind: 'not-found' });
    expect((await getAttachment(db, hash, all)).name).toBe('命名通知.pdf');
  });
});
