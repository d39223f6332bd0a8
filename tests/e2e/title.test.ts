/** A title from 申报 to 命名, and the district's word that moves the figure. */
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { desktop, phone, signInAs } from '#tests/support/browser.ts';
import { get } from '#tests/support/server.ts';
import { openStage } from '#tests/support/stage.ts';

const stage = openStage();

async function districtLevel(): Promise<number> {
  const progress = await (await get(`${stage.server.url}/api/v1/progress`)).json();
  return progress.figures.find(({ key }: { key: string }) => key === 'district-level').value;
}

async function step(page: Page, stage: string, day: string, more: Record<string, string> = {}) {
  await page.getByRole('radio', { name: new RegExp(`^${stage}`) }).check();
  await page.getByLabel('日期', { exact: true }).fill(day);
  for (const [label, text] of Object.entries(more)) await page.getByRole('textbox', { name: label }).fill(text);
}

const save = async (page: Page, button: string) => {
  await page.getByRole('button', { name: button }).click();
  await page.waitForURL(/saved=\d+/);
};

test('a title climbs from 申报 to 命名 and counts once the district has confirmed it', async () => {
  const { page, complaints } = await stage.open({ viewport: phone });
  await signInAs(page, 'zhujiajiao');
  const before = await districtLevel();

  // 新旺村 holds no title in the demonstration.
  await page.goto('/titles/new?village=310118102206');
  await page.getByLabel('项目').selectOption({ label: '区级美丽乡村示范村' });
  await step(page, '申报', '2026-02-01', { 文号: '演示〔2026〕1号' });
  await save(page, '新建创建项目');

  for (const [stage, day] of [
    ['列入计划', '2026-03-01'],
    ['创建', '2026-04-01'],
  ] as const) {
    await page.getByRole('link', { name: /推进/ }).click();
    await step(page, stage, day);
    await save(page, '保存这一步');
  }

  await page.getByRole('link', { name: /推进/ }).click();
  await step(page, '命名', '2026-03-15', { 年度: '2026' });
  await page.getByRole('button', { name: '保存这一步' }).click();
  const refusal = page.getByRole('alert');
  await refusal.waitFor();
  expect(await refusal.innerText()).toMatch(/不能早于上一步/);
  expect(await refusal.innerText()).toMatch(/跳过了「验收」「公示」/);
  expect(await page.getByLabel('年度').first().inputValue()).toBe('2026');
  await step(page, '命名', '2026-06-01', { 年度: '2026', 原因: '区里统一验收公示' });
  await page.getByLabel('附件').setInputFiles({
    ...{ name: '命名文件.pdf', mimeType: 'application/pdf' },
    buffer: Buffer.from(await (await get(`${stage.server.url}/villages/310118102206/report.pdf`)).arrayBuffer()),
  });
  await save(page, '保存这一步');
  expect(await page.getByRole('main').innerText()).toMatch(/待/);
  expect(await districtLevel()).toBe(before);
  const title = new URL(page.url()).pathname;

  const district = await stage.open({ viewport: desktop });
  await signInAs(district.page, 'district');
  await district.page
    .getByRole('link', { name: /新旺村/ })
    .first()
    .click();
  await district.page.waitForURL(`**${title}/confirm`);
  await district.page.getByLabel('确认命名').check();
  await save(district.page, '提交答复');
  expect(await districtLevel()).toBe(before + 1);

  await district.page.goto('/figures/district-level');
  expect(await district.page.getByRole('main').innerText()).toContain('新旺村');
  await page.goto('/villages/310118102206');
  expect(await page.getByRole('main').innerText()).toMatch(/区级/);
  expect([...complaints, ...district.complaints]).toEqual([]);
});

test('a file that is not what its name says is refused, and the form is kept', async () => {
  const { page } = await stage.open({ viewport: desktop });
  await signInAs(page, 'jinze');
  await page.goto('/titles/new');
  await page.getByLabel('村庄', { exact: true }).selectOption({ index: 3 });
  await page.getByLabel('项目').selectOption({ label: '全国文明村' });
  await step(page, '申报', '2026-02-01', { 备注: '不能丢的备注' });
  await page.getByLabel('附件').setInputFiles({
    ...{ name: '文件.pdf', mimeType: 'application/pdf' },
    buffer: Buffer.from('<script>alert(1)</script>'),
  });
  await page.getByRole('button', { name: '新建创建项目' }).click();
  await page.getByRole('alert').waitFor();
  expect(await page.getByLabel('备注').inputValue()).toBe('不能丢的备注');
});
