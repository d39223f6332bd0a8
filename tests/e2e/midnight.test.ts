/** A certificate that runs out over midnight in Shanghai: every page that tells its state turns at the same moment. */
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { lookBehind } from '#tests/support/behind.ts';
import { phone, signInAs } from '#tests/support/browser.ts';
import { get } from '#tests/support/server.ts';
import { openStage } from '#tests/support/stage.ts';

// 演示蛙稻米's certificate of the demonstration covers the whole of 2027-02-15.
const number = 'LB-00-24020067692A';
const lastHour = '2027-02-15T15:00:00Z';
const midnight = '2027-02-15T16:00:00Z';

const stage = openStage(lastHour);

/** A label's code, as somebody who holds the bag reads it. */
async function codeOnTheLabel(): Promise<string> {
  const behind = lookBehind(stage.server.address);
  const query = 'select verifyCode from product join certificate on productId = product.id where number = ?';
  const code = await behind.pluck(query, number);
  await behind.close();
  return String(code);
}

async function mainOf(page: Page, address: string): Promise<string> {
  await page.goto(address);
  return page.getByRole('main').innerText();
}

async function rowOf(page: Page, address: string): Promise<string> {
  await page.goto(address);
  return page
    .getByRole('row')
    .filter({ has: page.getByText(number) })
    .innerText();
}

async function greenRate(): Promise<number> {
  return (await (await get(`${stage.server.url}/api/v1/figures/green-rate`)).json()).numerator;
}

test('the label, the list, the desk and the rate turn together when its last day is over', async () => {
  // Filling a register took a part of it, on a busy machine and PostgreSQL more than a minute.
  await stage.server.setClock(lastHour);
  const { page } = await stage.open({ viewport: phone });
  const label = `/verify/${await codeOnTheLabel()}`;
  expect(await mainOf(page, label)).toContain('即将到期');
  expect(await rowOf(page, `/certificates?q=${number}`)).toContain('即将到期');
  await signInAs(page, 'zhujiajiao');
  expect(await mainOf(page, '/desk')).toContain(number);
  const before = await greenRate();

  await stage.server.setClock(midnight);
  expect(await mainOf(page, label)).toContain('已过期');
  expect(await rowOf(page, `/certificates?q=${number}`)).toContain('已过期');
  expect(await mainOf(page, '/desk')).not.toContain(number);
  expect(await greenRate()).toBeLessThan(before);
});
