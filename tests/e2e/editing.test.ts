/** A town edits a village, somebody else edits it at once, and what was done is seen and undone. */
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { lookBehind } from '#tests/support/behind.ts';
import { desktop, phone, signInAs } from '#tests/support/browser.ts';
import { openStage } from '#tests/support/stage.ts';

const stage = openStage();

const village = '/villages/310118102232';
const industry = (page: Page) => page.getByLabel('主导产业');
const save = (page: Page) => page.getByRole('button', { name: '保存资料' }).click();

async function office(viewport: { width: number; height: number }, javaScriptEnabled = true) {
  const { page, complaints } = await stage.open({ viewport, javaScriptEnabled });
  await signInAs(page, 'zhujiajiao');
  return { page, complaints };
}

describe.each([
  ['at a desk', desktop, true],
  ['on a phone', phone, true],
  ['on a phone without JavaScript', phone, false],
] as const)('%s', (name, viewport, scripts) => {
  test('an edit is saved, seen in the history and undone', async () => {
    const { page, complaints } = await office(viewport, scripts);
    await page.goto(village);
    const before = await page.getByText('主导产业').locator('xpath=..').innerText();
    await page.getByRole('link', { name: '编辑资料' }).click();
    await industry(page).fill(`茭白（${name}）`);
    await save(page);
    await page.waitForURL(/saved=\d+/);
    expect(await page.getByRole('main').innerText()).toMatch(/已保存为第 \d+ 号变更/);
    expect(await page.getByText('主导产业').locator('xpath=..').innerText()).toContain(`茭白（${name}）`);

    const number = new URL(page.url()).searchParams.get('saved');
    await page.goto(`${village}/history`);
    expect(await page.getByRole('main').innerText()).toContain(`茭白（${name}）`);
    await page.goto(`/changes/${number}`);
    await page.getByRole('button', { name: /撤销/ }).click();
    await page.waitForURL((url) => url.pathname !== `/changes/${number}` || url.searchParams.has('saved'));
    await page.goto(village);
    expect(await page.getByText('主导产业').locator('xpath=..').innerText()).toBe(before);
    expect(complaints).toEqual([]);
  });
});

describe('two people at one village', () => {
  test('different fields are merged without a word lost', async () => {
    const [one, other] = [await office(desktop), await office(desktop)];
    await one.page.goto(`${village}/edit`);
    await other.page.goto(`${village}/edit`);
    await industry(one.page).fill('甲填的产业');
    await save(one.page);
    await one.page.waitForURL(/saved=/);
    await other.page.getByLabel('自然村落').fill('乙填的村落');
    await save(other.page);
    await other.page.waitForURL(/saved=/);
    const text = await other.page.getByRole('main').innerText();
    expect(text).toContain('甲填的产业');
    expect(text).toContain('乙填的村落');
  });

  test('the same field shows 原值, 对方 and 我的, and the user chooses', async () => {
    const [one, other] = [await office(desktop), await office(phone, false)];
    await one.page.goto(`${village}/edit`);
    await other.page.goto(`${village}/edit`);
    const original = await industry(other.page).inputValue();
    await industry(one.page).fill('对方的产业');
    await save(one.page);
    await one.page.waitForURL(/saved=/);
    await industry(other.page).fill('我的产业');
    await save(other.page);
    const question = other.page.getByRole('group', { name: '主导产业' });
    const asked = await question.innerText();
    for (const words of [`原值：${original}`, '对方的产业', '我的产业']) expect(asked).toContain(words);
    expect(await industry(other.page).inputValue()).toBe('我的产业');
    await question.getByLabel('用对方的').check();
    await save(other.page);
    await other.page.waitForURL(/\/villages\/\d+\?/);
    expect(await other.page.getByRole('main').innerText()).toContain('对方的产业');
  });

  test('an undo is refused, naming what was written since', async () => {
    const { page } = await office(desktop);
    await page.goto(`${village}/edit`);
    await industry(page).fill('先改的');
    await save(page);
    await page.waitForURL(/saved=/);
    const number = new URL(page.url()).searchParams.get('saved');
    await page.goto(`${village}/edit`);
    await industry(page).fill('后改的');
    await save(page);
    await page.waitForURL(/saved=/);
    await page.goto(`/changes/${number}`);
    await page.getByRole('button', { name: /撤销/ }).click();
    await page.getByText('后来又').first().waitFor();
    expect(await page.getByRole('main').innerText()).toContain('张马村');
    await page.goto(village);
    expect(await page.getByRole('main').innerText()).toContain('后改的');
  });
});

test('what was typed while the session ran out is in the form after signing in, and in nobody else’s', async () => {
  const { page } = await office(phone);
  await page.goto(`${village}/edit`);
  await page.getByLabel('村庄简介').fill('写了很久的一段话');
  const behind = lookBehind(stage.server.address);
  await behind.all("update session set lastSeenAt = '2020-01-01T00:00:00.000Z'");
  await behind.close();
  await save(page);
  await page.waitForURL(/\/login\?/);
  const back = page.url();
  await page.getByLabel('用户名').fill('zhujiajiao');
  await page.getByLabel('密码').fill('qingxi-demo-2025');
  await page.getByRole('main').getByRole('button', { name: '登录' }).click();
  await page.waitForURL(/\/edit\?kept=/);
  expect(await page.getByLabel('村庄简介').inputValue()).toBe('写了很久的一段话');
  const kept = page.url();

  const stranger = await stage.open();
  await signInAs(stranger.page, 'district');
  await stranger.page.goto(kept);
  expect(await stranger.page.getByLabel('村庄简介').inputValue()).not.toBe('写了很久的一段话');
  expect(back).toContain('next=');

  await save(page);
  await page.waitForURL(/saved=/);
  expect(await page.getByRole('main').innerText()).toContain('写了很久的一段话');
});
