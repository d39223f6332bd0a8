/** Areas, products, certificates and outputs from a sheet: what a form would let its office write, and nothing more. */
import { buffer } from 'node:stream/consumers';
import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { startArea } from '#app/areas/save-area.server.ts';
import { undoChange } from '#app/changes/undo-change.server.ts';
import { checkUndone } from '#app/exchange/check-undone.server.ts';
import { exportCsv, exportSheets } from '#app/exchange/export-sheets.server.ts';
import { rowKinds } from '#app/exchange/kinds.ts';
import type { RowKindKey } from '#app/exchange/row-kind.ts';
import { importFile } from '#app/exchange/run-import.server.ts';
import { templateSheets } from '#app/exchange/template-sheets.server.ts';
import { writeXlsx } from '#app/exchange/write-xlsx.server.ts';
import { listBasesOf } from '#app/producers/base.repository.server.ts';
import { reviewProduct } from '#app/products/review-product.server.ts';
import { saveDraft } from '#app/products/save-draft.server.ts';
import { chainHead, verifyChain } from '#db/chain.server.ts';
import type { Db } from '#db/client.server.ts';
import { demoRegister, seededAt as now } from '#tests/support/database.ts';

const office = (username: string, townCode: string | null) =>
  ({ username, name: username, role: townCode === null ? 'district' : 'town', townCode, producerId: null }) as const;
const liantang = office('liantang', '310118103');
const jinze = office('jinze', '310118104');
const district = office('district', null);
type Office = typeof liantang | typeof jinze | typeof district;

let db: Db;
let producer: { id: string; name: string };
let villages: string;
beforeEach(async () => {
  db = await demoRegister();
  producer = await db
    .selectFrom('producer')
    .innerJoin('base', 'base.producerId', 'producer.id')
    .innerJoin('product', 'product.producerId', 'producer.id')
    .select(['producer.id', 'producer.name'])
    .where('townCode', '=', liantang.townCode)
    .orderBy('producer.id')
    .executeTakeFirstOrThrow();
  villages = [...new Set((await listBasesOf(db, producer.id)).map(({ villageName }) => villageName))].join('、');
});

const csv = (...lines: string[]) => new TextEncoder().encode(lines.join('\n'));
const head = async () => (await chainHead(db)).number;

async function plan(bytes: Uint8Array, reader: Office = liantang, write = false) {
  const { plan, change } = await importFile(db, { name: 'x.csv', bytes }, { reader, now, write });
  const rows = plan.rows.map(({ outcome, problems }) => [outcome, ...problems.map(({ message }) => message)]);
  return { rows, change, written: plan.rows.filter(({ outcome }) => outcome !== 'unchanged') };
}

const outcome = async (bytes: Uint8Array, reader: Office = liantang) => (await plan(bytes, reader, true)).rows;
const refusal = async (bytes: Uint8Array, reader: Office = liantang) => (await plan(bytes, reader)).rows;

const undo = (number: number | null, account = 'liantang') =>
  undoChange(db, { number: number ?? 0, account, reason: null, at: now }, checkUndone);

describe('areas', () => {
  const header = '名称,类型,所在镇,示范走廊,计入规划目标,备注';

  test('a town registers one of its own, which does not count until the district says so', async () => {
    const file = csv(header, '东线片区,乡村振兴示范片区,,朱枫公路,,');
    const { rows, change } = await plan(file, liantang, true);
    expect(rows).toEqual([['added']]);
    expect(await outcome(file)).toEqual([['unchanged']]);
    const area = await db.selectFrom('area').selectAll().where('name', '=', '东线片区').executeTakeFirstOrThrow();
    expect(area).toMatchObject({ countsTowardsPlan: 0, corridor: '朱枫公路', kind: 'demonstration-area' });
    expect(await refusal(csv(header, '东线片区,,,,是,'))).toEqual([
      ['refused', '由区里填写，镇里不能改，请照原样保留或留空'],
    ]);
    expect(await refusal(csv(header, '东线片区,,金泽镇,,,'))).toEqual([
      ['refused', expect.stringMatching('由区里填写')],
    ]);
    expect(await refusal(csv(header, '东线片区,,,,,改'), jinze)).toEqual([
      ['refused', '东线片区不是本镇的，只能导入本镇的行'],
    ]);
    await undo(change);
    expect(await db.selectFrom('area').select('id').where('name', '=', '东线片区').execute()).toEqual([]);
    expect(await verifyChain(db)).toBeNull();
  });

  test('the district says its towns and that it counts; a name is given once', async () => {
    const file = csv(header, '跨镇片区,乡村振兴示范区,"金泽镇,朱家角镇",,是,');
    expect(await outcome(file, district)).toEqual([['added']]);
    expect(await outcome(file, district)).toEqual([['unchanged']]);
    const { id, countsTowardsPlan } = await db
      .selectFrom('area')
      .selectAll()
      .where('name', '=', '跨镇片区')
      .executeTakeFirstOrThrow();
    expect(countsTowardsPlan).toBe(1);
    expect(await db.selectFrom('areaTown').select('townCode').where('areaId', '=', id).execute()).toHaveLength(2);
    const other = csv(header, '新片区,乡村振兴示范区,金山镇,,,');
    expect(await refusal(other, district)).toEqual([['refused', '没有叫金山镇的镇，请核对', '请至少选择一个镇']]);
    expect(await refusal(csv(`登记编号,${header}`, `${id},甲,,,,,`, ',甲,乡村振兴示范区,金泽镇,,,'), district)).toEqual(
      [['changed'], ['refused', '已有同名的示范片区']],
    );
  });
});

describe('products', () => {
  const header = '产品名称,经营主体,类别,品种,上市时节,基地所在的村,说明';
  const row = (...cells: string[]) => csv(header, cells.join());
  const product = (name: string) =>
    db.selectFrom('product').selectAll().where('name', '=', name).executeTakeFirstOrThrow();

  test('a new one waits for an answer that its importer cannot give himself', async () => {
    const file = row('早茭白', producer.name, '蔬菜', '青练一号', '5 月', villages, '');
    const { rows, change } = await plan(file, liantang, true);
    expect(rows).toEqual([['added']]);
    expect(await outcome(file)).toEqual([['unchanged']]);
    const { id, status, producerId } = await product('早茭白');
    expect([status, producerId]).toEqual(['unpublished', producer.id]);
    const answer = { intent: 'accept', reason: null, change: await head(), reasons: {} } as const;
    await expect(reviewProduct(db, { id, answer, account: 'liantang', at: now })).rejects.toThrow('不能审核自己提交');
    expect(await refusal(row('早茭白', producer.name, '', '别的', '', '', ''))).toEqual([
      ['refused', '这份登记正在等镇里审核，请先通过或退回'],
    ]);
    await undo(change);
    expect(await db.selectFrom('product').select('id').where('id', '=', id).execute()).toEqual([]);
    await outcome(file);
    const again = await product('早茭白');
    const late = { ...answer, change: await head() };
    await reviewProduct(db, { id: again.id, answer: late, account: 'district', at: now });
    expect(await outcome(file)).toEqual([['unchanged']]);
    expect(await outcome(row('早茭白', producer.name, '', '', '', '', '肉质茎洁白'))).toEqual([['changed']]);
    // What was accepted stays public until the proposal is.
    expect(await product('早茭白')).toMatchObject({ status: 'public', description: null, variety: '青练一号' });
    expect(await verifyChain(db)).toBeNull();
  });

  test('it is as whole as a form asks, and of the reader’s own town', async () => {
    expect(await refusal(row('早茭白', producer.name, '蔬菜', '', '', '', ''))).toEqual([
      ['refused', '提交前请填写品种', '提交前请填写上市时节', '请填写基地所在的村'],
    ]);
    expect(await refusal(row('早茭白', producer.name, '蔬菜', '一号', '5 月', '月亮村', ''))).toEqual([
      ['refused', `${producer.name}没有登记过在月亮村的生产基地，请由其先登记`, '请填写基地所在的村'],
    ]);
    expect(await refusal(row('早茭白', producer.name, '蔬菜', '一号', '5 月', villages, ''), jinze)).toEqual([
      ['refused', `${producer.name}不是本镇的，只能导入本镇的行`],
    ]);
  });

  test('what its producer is still writing is not written over', async () => {
    const form = {
      ...({ intent: 'save', category: 'fruit' } as const),
      ...{ name: '还在写的桃', variety: null, regionalBrandId: null, brandId: null },
      ...{ season: null, packaging: null, description: null, gtin: null, change: await head() },
    };
    const said = { producerId: producer.id, id: null, form, bases: [], pictures: [], account: 'coop', at: now };
    await saveDraft(db, said);
    expect(await refusal(row('还在写的桃', producer.name, '', '水蜜', '7 月', villages, ''))).toEqual([
      ['refused', '经营主体正在填写这份登记，还没有提交，导入不能覆盖'],
    ]);
  });
});

describe('certificates', () => {
  const header = '证书种类,证书编号,产品名称,经营主体,有效期自,有效期至,核准产量（吨/年）,编号已核对';
  let name: string;
  beforeEach(async () => {
    const own = await db.selectFrom('product').select('name').where('producerId', '=', producer.id).execute();
    name = own[0]?.name ?? '';
  });
  const row = (number: string, ...more: string[]) =>
    csv(header, ['绿色食品 A 级', number, name, producer.name, '2026-01-01', ...more].join());

  test('a new one is handed in for its producer, and corrected while it waits', async () => {
    const number = 'LB-15-2601096965A';
    const file = row(number, '2028-12-31', '12.5', '');
    const { rows, change } = await plan(file, liantang, true);
    expect(rows).toEqual([['added']]);
    expect(await outcome(file)).toEqual([['unchanged']]);
    const read = () => db.selectFrom('certificate').selectAll().where('number', '=', number).execute();
    expect(await read()).toMatchObject([
      { review: 'submitted', submittedBy: 'liantang', approvedOutput: 12.5, producerId: producer.id },
    ]);
    await undo(change);
    expect(await read()).toEqual([]);
    await outcome(file);
    expect(await outcome(row(number, '', '13', ''))).toEqual([['changed']]);
    expect(await read()).toMatchObject([{ approvedOutput: 13, validTo: '2028-12-31' }]);
  });

  test('an unusual number is looked at again, an end is asked for, another town’s and an accepted one are refused', async () => {
    expect(await refusal(row('LB-1', '2028-12-31', '', ''))).toEqual([
      ['refused', expect.stringMatching(/请对照证书再看一遍，确实无误的请在“编号已核对”一列填“是”/)],
    ]);
    expect(await refusal(row('LB-1', '2028-12-31', '', '是'))).toEqual([['added']]);
    expect(await refusal(row('LB-15-2601096965A', '', '', ''))).toEqual([['refused', '请填写有效期的最后一天']]);
    expect(await refusal(row('LB-15-2601096965A', '2028-12-31', '', ''), jinze)).toEqual([
      ['refused', `${producer.name}不是本镇的，只能导入本镇的行`],
    ]);
    const { number } = await db
      .selectFrom('certificate')
      .select('number')
      .where('review', '=', 'accepted')
      .where('scheme', '=', 'green-a')
      .executeTakeFirstOrThrow();
    expect(await refusal(csv('证书种类,证书编号,核准产量', `绿色食品 A 级,${number},99999`), district)).toEqual([
      ['refused', expect.stringMatching('这张证书已经通过，不能再改')],
    ]);
  });
});

describe('outputs', () => {
  test('are reported for their producers; the accepted tonnes stand until the correction is', async () => {
    const accepted = await db
      .selectFrom('output')
      .innerJoin('product', 'product.id', 'output.productId')
      .innerJoin('producer', 'producer.id', 'product.producerId')
      .select(['output.productId', 'output.year', 'output.tonnes'])
      .where('townCode', '=', liantang.townCode)
      .where('review', '=', 'accepted')
      .where('tonnes', 'is not', null)
      .executeTakeFirstOrThrow();
    const file = csv('产品编号,年份,产量（吨）', `${accepted.productId},${accepted.year},7.125`);
    const { rows, change } = await plan(file, liantang, true);
    expect(rows).toEqual([['changed']]);
    expect(await outcome(file)).toEqual([['unchanged']]);
    const read = () =>
      db
        .selectFrom('output')
        .select(['tonnes', 'acceptedTonnes', 'review', 'submittedBy'])
        .where('productId', '=', accepted.productId)
        .where('year', '=', accepted.year)
        .executeTakeFirst();
    expect(await read()).toEqual({
      ...{ tonnes: 7.125, acceptedTonnes: accepted.tonnes, review: 'submitted', submittedBy: 'liantang' },
    });
    await undo(change);
    expect(await read()).toMatchObject({ tonnes: accepted.tonnes, review: 'accepted' });
    expect(await refusal(file, jinze)).toEqual([['refused', expect.stringMatching('不是本镇的')]]);
    expect(await refusal(csv('产品编号,年份,产量（吨）', `${accepted.productId},2031,7`))).toEqual([
      ['refused', '请填写年份，2016年至2026年'],
    ]);
  });
});

describe('an export imported at once changes nothing', () => {
  const produce = ['areas', 'products', 'certificates', 'outputs'] as const satisfies RowKindKey[];
  const text = fc
    .oneof(
      fc.string({ unit: 'grapheme', maxLength: 20 }),
      fc.constantFrom('=1+1', '清空', "'=x", '-', '是', '３', '#N/A 说明'),
    )
    .map((value) => value.replace(/\p{Cc}/gu, ' ').trim())
    .map((value) => value || null);
  const amount = fc.option(fc.integer({ min: 0, max: 1_000_000_000 }).map((kilograms) => kilograms / 1000));

  test('whatever the register holds of areas and of produce', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.record({ corridor: text, note: text, ticked: fc.boolean() }),
        fc.record({ variety: text, season: text, packaging: text, description: text }),
        amount,
        async (area, said, tonnes) => {
          db = await demoRegister();
          const { ticked, ...words } = area;
          const counts = ticked ? (1 as const) : (0 as const);
          const form = { kind: 'demonstration-zone', name: '随机片区', countsTowardsPlan: counts, change: 0 } as const;
          const towns = [liantang.townCode ?? '', jinze.townCode ?? ''];
          await startArea(db, { said: { ...form, ...words }, ticked: towns }, { reader: district, now });
          const bases = (await listBasesOf(db, producer.id)).map(({ id }) => id);
          const brands = { regionalBrandId: null, brandId: null, gtin: null };
          const content = { ...said, variety: said.variety ?? '某', season: said.season ?? '秋', ...brands };
          const draft = {
            intent: 'submit',
            category: 'fruit',
            name: '随机果',
            change: await head(),
            ...content,
          } as const;
          const of = { producerId: producer.id, bases, pictures: [], at: now };
          const { id } = await saveDraft(db, { ...of, id: null, form: draft, account: 'coop' });
          const answer = { intent: 'accept', reason: null, change: await head(), reasons: {} } as const;
          await reviewProduct(db, { id, answer, account: 'liantang', at: now });
          await outcome(csv('产品编号,年份,产量（吨）', `${id},2024,${tonnes ?? ''}`));
          // A proposal beside what is public does not show in the export, and the export does not touch it.
          const proposal = { ...draft, description: '新的说明', change: await head() };
          await saveDraft(db, { ...of, id, form: proposal, account: 'coop' });
          const scope = { town: null, producer: null };
          const asked = { register: db, asOf: '2026-11-24', change: await head(), search: {}, scope };
          const workbook = new Uint8Array(await buffer(writeXlsx(await exportSheets([...produce], asked))));
          expect((await plan(workbook, district)).written).toEqual([]);
          for (const key of produce) {
            const list = new Uint8Array(await buffer(exportCsv(key, asked)));
            expect((await plan(list, district)).written).toEqual([]);
            const filled = await templateSheets(rowKinds[key], {
              ...asked,
              scope: { ...scope, town: liantang.townCode },
              year: 2024,
            });
            expect((await plan(new Uint8Array(await buffer(writeXlsx(filled))))).written).toEqual([]);
          }
        },
      ),
      { numRuns: 4 },
    );
  }, 120_000);
});
