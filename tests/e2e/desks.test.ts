/** What waits for whom about produce: each desk shows its own town's, and every page behind it is sound. */
import { describe, expect, test } from 'vitest';
import { desktop, overflows, phone, seriousFindings, signInAs } from '#tests/support/browser.ts';
import { openStage } from '#tests/support/stage.ts';

const stage = openStage();

/** One thing of each town: a product that its producer handed in. */
const handedIn = { zhujiajiao: '演示枇杷', liantang: '演示金前番薯', jinze: '演示岑卜草莓' };
const all = Object.values(handedIn);

test.each([
  ['zhujiajiao', [handedIn.zhujiajiao, '演示〔2026〕00081', '1 份经营主体的申请']],
  ['liantang', [handedIn.liantang, '1 份经营主体的申请']],
  ['jinze', [handedIn.jinze]],
  ['district', [...all, '2 份经营主体的申请']],
  ['coop', ['演示草莓', '请补全后再提交', '请上传证书扫描件']],
  ['viewer', []],
])('the desk of %s shows what waits for it, and nothing that waits for others', async (username, waiting) => {
  const { page, complaints } = await stage.open({ viewport: phone });
  await signInAs(page, username);
  const desk = await page.getByRole('main').innerText();
  for (const words of waiting) expect(desk).toContain(words);
  for (const words of all.filter((each) => !waiting.includes(each))) expect(desk).not.toContain(words);
  expect(complaints).toEqual([]);
});

const pages = {
  coop: [
    ...['/desk', '/products/new', '/products/demo-coop-3/edit', '/products/demo-coop-4/edit'],
    ...['/products/demo-coop-1/withdraw', '/certificates/new?product=demo-coop-1', '/producers/demo-coop'],
    ...['/producers/demo-coop/contact', '/producers/demo-coop/bases/new', '/producers/demo-coop/brands/new'],
  ],
  zhujiajiao: [
    ...['/desk', '/producers/requests', '/producers/requests/demoreq00001', '/products/demo-family-2/review'],
    ...['/certificates/demo-coop-1-c8/review', '/certificates/demo-coop-2-c2/decide', '/producers/demo-coop/edit'],
    ...['/producers/demo-consortium/members', '/brands/new', '/brands/demo-coop-brand/edit'],
  ],
};

describe.each(Object.entries(pages))('the pages of %s', (username, addresses) => {
  test.each([
    ['desktop', desktop],
    ['phone', phone],
  ] as const)(
    'are sound for a screen reader: %s',
    async (_, viewport) => {
      const { page, complaints } = await stage.open({ viewport });
      await signInAs(page, username);
      for (const address of addresses) {
        const response = await page.goto(address);
        expect(response?.status(), address).toBe(200);
        expect(await overflows(page), address).toBe(false);
        expect(await seriousFindings(page), address).toEqual([]);
      }
      expect(complaints).toEqual([]);
    },
    120_000,
  );
});

test('from a village one walks to its product, its certificate and its brand, and back, without JavaScript', async () => {
  const { page } = await stage.open({ viewport: phone, javaScriptEnabled: false });
  // On a day of its own, so that the certificate's state is the same whenever this runs.
  await page.goto('/villages/310118102232?asOf=2026-11-24');
  const produce = page.getByRole('table', { name: '农产品与证书' });
  expect(await produce.innerText()).toContain('即将到期');
  await produce.getByRole('link', { name: '演示蛙稻米' }).click();
  await page.getByRole('link', { name: 'LB-00-24020067692A' }).click();
  await page.waitForLoadState();
  expect(await page.getByRole('main').innerText()).toContain('2027年2月15日');
  await page.goBack();
  await page.getByRole('link', { name: '青浦绿色稻米' }).click();
  await page.waitForLoadState();
  const chain = await page.getByRole('main').innerText();
  for (const words of ['演示张马米', '演示稻米专业合作社', '张马村']) expect(chain).toContain(words);
  await page.getByRole('link', { name: '张马村' }).first().click();
  await page.getByRole('link', { name: '村庄报告' }).click();
  await page.waitForLoadState();
  const report = await page.getByRole('main').innerText();
  for (const words of [
    '农产品与证书',
    'LB-00-24020067692A',
    '即将到期，有效期至2027年2月15日',
    '演示张马乡村振兴示范区',
  ])
    expect(report).toContain(words);
});
