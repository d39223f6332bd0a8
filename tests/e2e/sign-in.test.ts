/** Signing in: the password can be shown, and nobody waits for that. */
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { overflows, phone, seriousFindings, signInAs } from '#tests/support/browser.ts';
import { openStage } from '#tests/support/stage.ts';

const stage = openStage();

const password = 'qingxi-demo-2025';
const fieldOf = (page: Page) => page.getByLabel('密码', { exact: true });
const showOn = (page: Page) => page.getByRole('button', { name: '显示 密码' });
const enter = (page: Page) => page.getByRole('main').getByRole('button', { name: '登录' }).click();

/** Keeps requests back until they are let go. */
async function hold(page: Page, address: string) {
  let letGo = () => {};
  const gate = new Promise<void>((open) => {
    letGo = open;
  });
  let held = 0;
  await page.route(address, async (route) => {
    held += 1;
    await gate;
    await route.continue();
  });
  return { letGo, count: () => held };
}

test('the password is shown on demand, and is a password again when it is sent', async () => {
  const { page, complaints } = await stage.open({ viewport: phone });
  await page.goto('/login', { waitUntil: 'networkidle' });
  await page.getByLabel('用户名').fill('viewer');
  await fieldOf(page).fill(password);
  await showOn(page).click();
  await expect.poll(() => fieldOf(page).getAttribute('type')).toBe('text');
  expect(await overflows(page)).toBe(false);
  expect(await seriousFindings(page)).toEqual([]);
  // A browser's password manager looks at the form as it is sent.
  await page.evaluate(() =>
    addEventListener('formdata', () => {
      sessionStorage.sentAs = document.querySelector<HTMLInputElement>('[name=password]')?.type;
    }),
  );
  await enter(page);
  await page.waitForURL('**/desk');
  expect(await page.evaluate(() => sessionStorage.sentAs)).toBe('password');
  expect(complaints).toEqual([]);
});

test('nothing moves and nothing that was typed is lost when the scripts arrive late', async () => {
  const { page, complaints } = await stage.open({ viewport: phone });
  await page.addInitScript(() => {
    new PerformanceObserver((list) => {
      for (const { entryType } of list.getEntries()) document.documentElement.dataset.moved = entryType;
    }).observe({ type: 'layout-shift', buffered: true });
  });
  const scripts = await hold(page, '**/assets/*.js');
  await page.goto('/login', { waitUntil: 'commit' });
  await page.getByLabel('用户名').fill('viewer');
  await fieldOf(page).fill(password);
  expect(await showOn(page).count()).toBe(0);
  scripts.letGo();
  await showOn(page).waitFor();
  expect(await page.locator('html').getAttribute('data-moved')).toBe(null);
  await enter(page);
  await page.waitForURL('**/desk');
  expect(complaints).toEqual([]);
});

test('who does not wait for the scripts, or has none, signs in as ever', async () => {
  const early = await stage.open();
  const scripts = await hold(early.page, '**/assets/*.js');
  await early.page.goto('/login', { waitUntil: 'commit' });
  await early.page.getByLabel('用户名').fill('viewer');
  await fieldOf(early.page).fill(password);
  await enter(early.page);
  await early.page.waitForURL('**/desk');
  expect(scripts.count()).toBeGreaterThan(0);
  const { page } = await stage.open({ javaScriptEnabled: false });
  await signInAs(page, 'viewer');
});

test('the page of the second factor, which asks for the password again, shows it, too', async () => {
  const { page, complaints } = await stage.open({ viewport: phone });
  await signInAs(page, 'viewer');
  await page.goto('/account/second-factor', { waitUntil: 'networkidle' });
  await page.getByRole('button', { name: '显示 现在的密码' }).click();
  const field = page.getByLabel('现在的密码', { exact: true });
  await expect.poll(() => field.getAttribute('type')).toBe('text');
  expect(await overflows(page)).toBe(false);
  expect(await seriousFindings(page)).toEqual([]);
  await field.fill(password);
  await page.getByRole('button', { name: '开始设置' }).click();
  await page.getByText('连接验证器').waitFor();
  expect(complaints).toEqual([]);
});
