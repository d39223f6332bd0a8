/** A report that is kept opens again as the same file, and its code proves what it is and what it stands on. */
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Reader, scopeOf } from '#app/accounts/policy.rules.ts';
import { keepReport } from '#app/reports/keep-report.server.ts';
import { getKeptReport, listKeptReports } from '#app/reports/report.repository.server.ts';
import { KeepReport } from '#app/reports/report.schema.ts';
import { getReport } from '#app/reports/report.server.ts';
import { createTypst, type Typst } from '#app/reports/typst.server.ts';
import { verifyReport } from '#app/reports/verify-report.server.ts';
import { verifyVillageSheet } from '#app/reports/village-sheet.server.ts';
import { chainHead } from '#db/chain.server.ts';
import type { Db } from '#db/client.server.ts';
import { recordChange } from '#db/record-change.server.ts';
import { demoRegister } from '#tests/support/database.ts';
import { changeVerificationKey } from '#tests/support/verification-key.ts';

const now = new Date('2026-11-24T08:20:00Z');
const publicUrl = 'http://127.0.0.1:3000';
const office = (username: string, townCode: string | null): NonNullable<Reader> => ({
  ...{ username, name: username, townCode, producerId: null },
  role: townCode === null ? 'district' : 'town',
});
const district = office('district', null);
const zhujiajiao = office('zhujiajiao', '310118102');
const liantang = office('liantang', '310118103');

let typst: Typst;
let db: Db;
let latest: number;
beforeAll(() => {
  typst = createTypst();
});
afterAll(() => typst.close());
beforeEach(async () => {
  db = await demoRegister();
  latest = (await chainHead(db)).number;
});

const keep = (fields: Record<string, string> = {}, reader = zhujiajiao, at = now) =>
  keepReport(db, KeepReport.parse({ kind: 'brief', town: '310118102', asOf: '2025-12-31', ...fields }), {
    ...{ reader, now: at, latest, publicUrl, typst },
  });
const everybody = scopeOf(null);
const verify = async (code: string, scope = everybody) =>
  verifyReport(db, code, { latest: (await chainHead(db)).number, now, publicUrl, scope });
const amendAll = () =>
  recordChange(db, { kind: 'title-correct', account: 'district', at: now }, (trx, change) =>
    trx.updateTable('titleStep').set({ confirmation: 'declined', change }).where('stage', '=', 'named').execute(),
  );

describe('a kept report', () => {
  test('opens again as the same bytes, whatever was written since', async () => {
    const id = await keep();
    await amendAll();
    const { bytes, hash, readAt } = await getKeptReport(db, id, scopeOf(zhujiajiao));
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(hash);
    expect(Buffer.from(bytes).toString('latin1', 0, 5)).toBe('%PDF-');
    expect(readAt).toBe(latest);
  });

  test('moves no change number, and is never rewritten', async () => {
    await keep();
    expect((await chainHead(db)).number).toBe(latest);
    await expect(db.updateTable('report').set({ hash: 'x' }).execute()).rejects.toThrow(/never rewritten/);
    await expect(db.deleteFrom('report').execute()).rejects.toThrow(/never rewritten/);
  });

  test('of the public, of its own office and of the district is seen; the public learns no name', async () => {
    const own = await keep();
    const open = await keep({ public: '1' }, liantang, new Date('2026-11-24T08:25:00Z'));
    const ofDistrict = await keep({}, district, new Date('2026-11-24T08:30:00Z'));
    const seen = async (reader: Reader) => (await listKeptReports(db, scopeOf(reader))).map(({ id }) => id);
    expect(await seen(null)).toEqual([open]);
    expect(await seen(zhujiajiao)).toEqual([ofDistrict, open, own]);
    expect(await seen(liantang)).toEqual([ofDistrict, open]);
    expect(await seen(district)).toEqual([ofDistrict, open, own]);
    const [listed] = await listKeptReports(db, everybody);
    expect(listed).toMatchObject({ maker: null, office: '练塘镇' });
    expect(JSON.stringify(listed)).not.toContain('liantang');
    await expect(getKeptReport(db, own, everybody)).rejects.toMatchObject({ kind: 'not-found' });
  });

  test('of a change that was not made, or a day to come, is refused at its field', async () => {
    await expect(keep({ change: '99999' })).rejects.toMatchObject({ kind: 'invalid', errors: [{ path: 'change' }] });
    await expect(keep({ asOf: '2026-11-25' })).rejects.toMatchObject({ kind: 'invalid' });
    expect(KeepReport.safeParse({ kind: 'x', asOf: '2025-12-31' }).success).toBe(false);
  });
});

describe('the code of a report', () => {
  const codeOf = async (kind: 'brief' | 'closing' = 'brief') =>
    (
      await getReport(
        db,
        { kind, town: '310118102' },
        { asOf: '2025-12-31', change: latest, generatedAt: now, publicUrl },
      )
    ).verify.code;

  test('says what it is and that its ground is unaltered, of anybody’s print, as typed by hand too', async () => {
    const code = await codeOf();
    const found = await verify(` ${code.toUpperCase().replaceAll('-', ' - ')} `);
    expect(found).toMatchObject({
      ...{ state: 'valid', kind: 'brief', town: '310118102', asOf: '2025-12-31', change: latest, kept: [] },
      title: '朱家角镇一页简报',
    });
  });

  test('names the kept files within reach, by their hashes', async () => {
    await keep();
    await keep({ public: '1' }, zhujiajiao, new Date('2026-11-24T09:20:00Z'));
    const code = await codeOf();
    expect((await verify(code))?.kept).toHaveLength(1);
    const all = (await verify(code, scopeOf(zhujiajiao)))?.kept ?? [];
    expect(new Set(all.map(({ hash }) => hash)).size).toBe(2);
  });

  test('after a correction says what reads differently now', async () => {
    const code = await codeOf();
    await amendAll();
    const found = await verify(code);
    expect(found?.state).toBe('corrected');
    expect(found?.differences).toContainEqual({
      ...{ label: '指标 · 规划保留保护村美丽乡村覆盖', printed: expect.stringMatching(/^21 个/), now: '0 个 · —' },
    });
  });

  test('of another kind, town, day or change, or over an altered past, is none of ours', async () => {
    const code = await codeOf();
    const forged = [
      code.replace(/^rs/, 'rc'),
      code.replace('310118102', '000000000'),
      code.replace('20251231', '20241231'),
      code.replace(`-${latest}-`, `-${latest - 1}-`),
      `${code.slice(0, -1)}${code.endsWith('0') ? '1' : '0'}`,
      code.replace(/^rs/, 'rz'),
    ];
    for (const each of forged) expect(await verify(each), each).toBeNull();
    await changeVerificationKey(db);
    expect(await verify(code)).toBeNull();
  });

  test('is not taken for a village’s, nor a village’s for it', async () => {
    const code = await codeOf();
    expect((await verifyVillageSheet(db, code, { latest, now, publicUrl })).state).toBe('unknown');
    expect(await verify('v310118102232-20251231-1-000000000000')).toBeNull();
  });
});
