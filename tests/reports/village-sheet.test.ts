/** A printed page says what the register said, can be printed again, and its code proves it. */
import { beforeEach, describe, expect, test } from 'vitest';
import { createTypst } from '#app/reports/typst.server.ts';
import { renderVillageSheet } from '#app/reports/village-report.pdf.server.ts';
import { getVillageSheet, verifyVillageSheet } from '#app/reports/village-sheet.server.ts';
import { getTitle } from '#app/titles/title.repository.server.ts';
import { chainHead } from '#db/chain.server.ts';
import type { Db } from '#db/client.server.ts';
import { recordChange } from '#db/record-change.server.ts';
import { demoRegister, factsRegister } from '#tests/support/database.ts';
import { changeVerificationKey } from '#tests/support/verification-key.ts';
import { advance, climb, confirm } from '../titles/title-office.ts';

const zhangma = '310118102232';
const now = new Date('2026-11-24T08:20:00Z');
const publicUrl = 'http://127.0.0.1:3000';

let db: Db;
let change: number;
beforeEach(async () => {
  db = await demoRegister();
  change = (await chainHead(db)).number;
});

const sheet = (asOf = '2025-12-31', at = change) =>
  getVillageSheet(db, zhangma, { asOf, change: at, generatedAt: now, publicUrl });
const verify = async (code: string) =>
  verifyVillageSheet(db, code, { latest: (await chainHead(db)).number, now, publicUrl });
const amend = (values: { industry?: string; name?: string }) =>
  recordChange(db, { kind: 'village-amend', account: 'zhujiajiao', at: now }, (trx, number) =>
    trx
      .updateTable('village')
      .set({ ...values, change: number })
      .where('code', '=', zhangma)
      .execute(),
  );

describe('the sheet', () => {
  test('says what is missing, never 0, and that the data are for demonstration', async () => {
    const facts = await factsRegister();
    const { number } = await chainHead(facts);
    const bare = await getVillageSheet(facts, zhangma, {
      asOf: '2025-12-31',
      change: number,
      generatedAt: now,
      publicUrl,
    });
    expect(bare.demo).toBe(false);
    expect(bare.profile).toContainEqual({ label: '主导产业', value: '未采集' });
    expect(bare.titles.map(({ programme, day }) => [programme, day])).toEqual([
      ['市级乡村振兴示范村', '不迟于2020年12月31日，具体日期不详'],
    ]);
    expect((await sheet()).demo).toBe(true);
  });

  test('lists what is grown in the village with the certificate that holds on the day', async () => {
    expect((await sheet()).produce).toEqual([
      {
        ...{ product: '演示软香米', producer: '演示稻米专业合作社' },
        ...{ certificate: expect.stringMatching(/^绿色食品 A 级 LB-00-2304/), state: '有效，有效期至2026年4月9日' },
      },
      {
        ...{ product: '演示蛙稻米', producer: '演示稻米专业合作社' },
        ...{ certificate: expect.stringMatching(/^绿色食品 A 级 LB-00-2402/), state: '有效，有效期至2027年2月15日' },
      },
    ]);
    expect((await sheet('2026-11-24')).produce.map(({ state }) => state)).toEqual([
      '有效，有效期至2029年4月9日',
      '即将到期，有效期至2027年2月15日',
    ]);
    expect((await sheet('2020-01-01')).produce.map(({ certificate }) => certificate)).toEqual(
      Array(2).fill('没有登记证书'),
    );
  });

  test('names the areas that the village had joined by the day', async () => {
    const joined = async (asOf: string) => (await sheet(asOf)).areas.map(({ name }) => name);
    expect(await joined('2021-06-30')).toEqual(['沈太路乡村振兴示范片区']);
    expect(await joined('2025-12-31')).toEqual(['沈太路乡村振兴示范片区', '演示张马乡村振兴示范区']);
  });

  test('tells of a title under review since when it is named, and by which document', async () => {
    const facts = await factsRegister();
    const id = await climb(facts);
    await confirm(facts, id);
    await advance(facts, id, { stage: 'under-review', day: '2025-01-10' });
    const { villageCode } = await getTitle(facts, id);
    const { number } = await chainHead(facts);
    const printing = { asOf: '2025-12-31', change: number, generatedAt: now, publicUrl };
    const [line] = (await getVillageSheet(facts, villageCode, printing)).titles;
    expect(line).toMatchObject({ stage: '复核', day: '2023年12月15日', confirmed: '区已确认' });
  });

  test('shows only what had happened by its day', async () => {
    const before = await sheet('2019-12-31');
    expect(before.titles).toEqual([]);
    expect(before.statistics.years).toEqual([]);
  });

  test('printed again after later changes is the same, byte for byte', async () => {
    const typst = createTypst();
    const first = await renderVillageSheet(typst, await sheet());
    await amend({ industry: '改了以后的产业', name: '新张马村' });
    const again = await renderVillageSheet(typst, await sheet());
    await typst.close();
    expect(Buffer.from(again).equals(Buffer.from(first))).toBe(true);
    expect((await sheet('2025-12-31', change + 1)).title).toBe('新张马村登记情况');
  });
});

describe('the verification code', () => {
  test('of an unchanged page is valid, as typed by hand too', async () => {
    const { code } = (await sheet()).verify;
    expect((await verify(code)).state).toBe('valid');
    expect((await verify(` ${code.toUpperCase().replaceAll('-', ' - ')} `)).state).toBe('valid');
  });

  test('after a correction names what was corrected, and from what to what', async () => {
    const printed = await sheet();
    const old = printed.profile.find(({ label }) => label === '主导产业')?.value;
    await amend({ industry: '改了以后的产业' });
    const found = await verify(printed.verify.code);
    expect(found).toMatchObject({
      state: 'corrected',
      differences: [{ label: '主导产业', printed: old, now: '改了以后的产业' }],
    });
  });

  test('stays valid where the ledger of another year comes in, and tells a correction of a year that it shows', async () => {
    const write = (work: (trx: Db, number: number) => Promise<unknown>) =>
      recordChange(db, { kind: 'statistics-amend', account: null, at: now }, work);
    const ledger = { villageCode: zhangma, year: 2025, origin: 'entered', source: null } as const;
    await write((trx) =>
      trx.deleteFrom('statistic').where('villageCode', '=', zhangma).where('year', '=', 2025).execute(),
    );
    const { number: before } = await chainHead(db);
    const printed = await sheet('2025-12-31', before);
    const [first] = printed.statistics.years;
    await write((trx, number) =>
      trx
        .insertInto('statistic')
        .values({ ...ledger, households: 9, change: number })
        .execute(),
    );
    expect((await sheet('2025-12-31', before + 1)).statistics.years).not.toContain(first);
    expect((await verify(printed.verify.code)).state).toBe('valid');
    await write((trx, number) =>
      trx
        .updateTable('statistic')
        .set({ households: 7, change: number })
        .where('villageCode', '=', zhangma)
        .where('year', '=', Number.parseInt(first ?? '', 10))
        .execute(),
    );
    expect(await verify(printed.verify.code)).toMatchObject({
      state: 'corrected',
      differences: [{ label: `${first} 户数`, now: expect.stringMatching(/^7 /) }],
    });
  });

  test.each([
    ['another village', (code: string) => code.replace(zhangma, '310118102226')],
    ['another day', (code: string) => code.replace('20251231', '20241231')],
    ['another proof', (code: string) => `${code.slice(0, -1)}${code.endsWith('0') ? '1' : '0'}`],
    ['a change that was never made', (code: string) => code.replace(`-${change}-`, `-${change + 50}-`)],
    ['nonsense', () => '<script>'],
    ['a day that no calendar has', (code: string) => code.replace('20251231', '20259999')],
  ])('for %s is unknown', async (_, forge) => {
    expect((await verify(forge((await sheet()).verify.code))).state).toBe('unknown');
  });

  test('of another register is unknown here', async () => {
    const { code } = (await sheet()).verify;
    await changeVerificationKey(db);
    expect((await verify(code)).state).toBe('unknown');
  });
});
