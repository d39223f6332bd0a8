/** The reading pages as a visitor meets them: without JavaScript, on a phone, on paper, with a screen reader. */
import { describe, expect, test } from 'vitest';
import { cursorAfter } from '#app/http/cursor.server.ts';
import { desktop, overflows, phone, seriousFindings, signInAs } from '#tests/support/browser.ts';
import { pdfInfo, pdfQrCode, pdfText } from '#tests/support/pdf.ts';
import { get } from '#tests/support/server.ts';
import { openStage } from '#tests/support/stage.ts';

const stage = openStage();

const village = '/villages/310118102232';
const reading = [
  '/',
  '/villages',
  village,
  `${village}/report`,
  '/titles',
  '/figures/coverage',
  '/figures/city-level',
  ...[
    '/figures/green-rate',
    '/figures/areas',
    '/products',
    '/products/demo-coop-1',
    '/producers',
    '/producers/demo-coop',
  ],
  ...['/reports', '/reports/brief', '/reports/closing', '/reports/ledgers/villages'],
  ...['/producers/demo-consortium', '/certificates', '/certificates/demo-jinze-3-2-c2'],
];
const signedIn = [
  ...['/desk', '/changes', '/changes/100', '/account', '/admin/accounts', `${village}/edit`, `${village}/history`],
  ...[`${village}/statistics/2025`, `${village}/lineage`, `${village}/retention`, '/titles/new'],
];

describe.each(reading)('%s', (address) => {
  test('is read without JavaScript, ships none, fits a phone, and troubles nobody', async () => {
    const { page, complaints } = await stage.open({ viewport: phone, javaScriptEnabled: false });
    await page.goto(address);
    expect(await page.locator('script').count()).toBe(0);
    expect((await page.getByRole('main').innerText()).length).toBeGreaterThan(100);
    expect(await page.getByText('演示数据').first().isVisible()).toBe(true);
    const scripted = await stage.open({ viewport: phone });
    await scripted.page.goto(address);
    expect(await overflows(scripted.page)).toBe(false);
    expect(await seriousFindings(scripted.page)).toEqual([]);
    expect([...complaints, ...scripted.complaints]).toEqual([]);
  });

  test('prints with its banner and its foot, and without its navigation', async () => {
    const { page } = await stage.open({ viewport: desktop });
    await page.goto(address);
    await page.emulateMedia({ media: 'print' });
    expect(await page.getByRole('navigation', { name: '主要栏目' }).isVisible()).toBe(false);
    expect(await page.getByText('演示数据').first().isVisible()).toBe(true);
    expect(
      await page
        .getByText(/登记版本 第 \d+ 号/)
        .first()
        .isVisible(),
    ).toBe(true);
  });
});

test.each([
  ['desktop', desktop],
  ['phone', phone],
] as const)(
  'every page of the district is sound for a screen reader: %s',
  async (_, viewport) => {
    const { page, complaints } = await stage.open({ viewport });
    await signInAs(page, 'district');
    const { items } = await (await get(`${stage.server.url}/api/v1/titles?limit=1&stage=in-progress`)).json();
    const title = `/titles/${items[0].id}`;
    for (const address of [...signedIn, title, `${title}/advance`, `${title}/steps/1`]) {
      const response = await page.goto(address);
      expect(response?.status(), address).toBe(200);
      expect(await overflows(page), address).toBe(false);
      expect(await seriousFindings(page), address).toEqual([]);
    }
    expect(complaints).toEqual([]);
  },
  120_000,
);

test('search finds a village by name, pinyin, initials and code, without JavaScript', async () => {
  const { page } = await stage.open({ viewport: phone, javaScriptEnabled: false });
  for (const typed of ['张马', 'zhangma', 'zm', 'ＺＭ ', '310118102232']) {
    await page.goto('/villages');
    await page.getByLabel('搜索村庄').fill(typed);
    await page.getByLabel('搜索村庄').press('Enter');
    await page.waitForURL(/q=/);
    expect(await page.getByRole('link', { name: '张马村' }).count(), typed).toBeGreaterThan(0);
  }
});

test('a page of a receipt leads back to the first, without JavaScript', async () => {
  const { page } = await stage.open({ viewport: phone, javaScriptEnabled: false });
  await page.goto(`/figures/coverage?asOf=2025-12-31&cursor=${cursorAfter('310118103999')}`);
  await page.getByRole('link', { name: '上一页' }).click();
  await page.waitForURL('**/figures/coverage?asOf=2025-12-31');
  expect(await page.getByRole('main').innerText()).toContain('计入的');
});

test('the keyboard reaches the skip link first', async () => {
  const { page } = await stage.open({ viewport: desktop });
  await page.goto('/');
  await page.keyboard.press('Tab');
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('跳到正文');
});

test('an error page helps: what, what to do, and the request’s number', async () => {
  const { page } = await stage.open({ viewport: phone });
  const response = await page.goto('/villages/310118999999');
  expect(response?.status()).toBe(404);
  expect(await page.getByRole('main').innerText()).toContain(response?.headers()['x-request-id'] ?? 'none');
  expect(await seriousFindings(page)).toEqual([]);
});

test('the report goes to paper, and its code leads back to what the register said', async () => {
  const { page } = await stage.open({ viewport: phone });
  await page.goto(`${village}/report?asOf=2025-12-31`);
  const link = await page.getByRole('link', { name: '下载 PDF' }).getAttribute('href');
  const answer = await get(stage.server.url + link);
  expect(answer.headers.get('content-type')).toBe('application/pdf');
  const pdf = new Uint8Array(await answer.arrayBuffer());
  expect(pdfText(pdf)).toContain('张马村登记情况');
  const pages = /Pages:\s+(\d+)/.exec(pdfInfo(pdf))?.[1];
  const scanned = pdfQrCode(pdf, Number(pages), 150);
  expect(scanned).toContain('/verify/');
  await page.goto(new URL(scanned).pathname);
  expect(await page.getByRole('main').innerText()).toMatch(/有效[\s\S]*张马村登记情况/);
  await page.goto('/verify/nonsense');
  expect(await page.getByRole('main').innerText()).toContain('查无此页');
});

test('conditional requests: 304 while nothing changed', async () => {
  const address = `${stage.server.url}/api/v1/progress`;
  const first = await get(address);
  const tag = first.headers.get('etag') ?? '';
  const again = await fetch(address, { headers: { 'If-None-Match': tag } });
  expect([first.status, again.status]).toEqual([200, 304]);
});
