/** From the label on the packaging to what a buyer reads: printed by the producer, scanned from paper, opened on a phone. */
import { expect, test } from 'vitest';
import { overflows, phone, seriousFindings, signInAs } from '#tests/support/browser.ts';
import { pdfQrCode } from '#tests/support/pdf.ts';
import { openStage } from '#tests/support/stage.ts';

const stage = openStage();

test('a label that the producer prints is scanned by a buyer, without JavaScript', async () => {
  const { page } = await stage.open({ viewport: phone });
  await signInAs(page, 'coop');
  await page.goto('/products/demo-coop-1/labels');
  expect(await overflows(page)).toBe(false);
  expect(await seriousFindings(page)).toEqual([]);
  const action = await page.locator('form[action$=".pdf"]').getAttribute('action');
  const printed = await page.request.get(`${action}?size=3x8`);
  expect(printed.headers()['content-type']).toBe('application/pdf');
  const scanned = new Set(pdfQrCode(await printed.body(), 1, 150).split('\n'));
  expect(scanned.size).toBe(1);
  const [address = ''] = scanned;

  const buyer = await stage.open({ viewport: phone, javaScriptEnabled: false });
  const { pathname, search } = new URL(address);
  const response = await buyer.page.goto(pathname + search);
  expect(response?.status()).toBe(200);
  const told = await buyer.page.getByRole('main').innerText();
  for (const words of ['演示数据', '演示软香米', '演示稻米专业合作社', '张马村', '青浦绿色稻米', 'LB-00-2604'])
    expect(told).toContain(words);
  expect(await overflows(buyer.page)).toBe(false);

  const other = await stage.open();
  await signInAs(other.page, 'liantang');
  expect((await other.page.goto('/products/demo-coop-1/labels'))?.status()).toBe(403);
});

test('a bar code that no product bears is answered in words, on a page that leads on', async () => {
  const { page } = await stage.open({ viewport: phone, javaScriptEnabled: false });
  for (const code of ['06901234567892', '123']) {
    expect((await page.goto(`/01/${code}`))?.status()).toBe(404);
    expect(await page.getByRole('main').innerText()).toContain('没有找到这个商品条码的产品');
    expect(await page.getByRole('main').getByRole('link', { name: '回到总览' }).isVisible()).toBe(true);
    expect(await overflows(page)).toBe(false);
  }
});
