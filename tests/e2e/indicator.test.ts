/** A year's number of an indicator: entered on a phone, confirmed by another without scripts, and the target is met. */
import { expect, test } from 'vitest';
import { desktop, overflows, phone, seriousFindings, signInAs } from '#tests/support/browser.ts';
import { get } from '#tests/support/server.ts';
import { openStage } from '#tests/support/stage.ts';

const stage = openStage();

async function indicator(key: string) {
  const listed = await (await get(`${stage.server.url}/api/v1/indicators`)).json();
  const { value, met } = listed.items.find(({ id }: { id: string }) => id === key);
  return { value, met };
}

test('a number counts when a second account of the district has confirmed it', async () => {
  expect(await indicator('indicator-6')).toEqual({ value: null, met: null });
  const { page, complaints } = await stage.open({ viewport: phone });
  await signInAs(page, 'district2');
  await page.goto('/plan');
  expect(await overflows(page)).toBe(false);
  await page.getByRole('link', { name: '填报每万人发明专利拥有量2025年数' }).click();
  await page.getByLabel('2025年数值').fill('三十');
  await page.getByLabel('公布日期').fill('2026-03-01');
  await page.getByRole('button', { name: '提交2025年数' }).click();
  const refusal = page.getByRole('alert');
  await refusal.waitFor();
  expect(await refusal.innerText()).toMatch(/应为数字/);
  await page.getByLabel('2025年数值').fill('３１．５');
  await page.getByLabel('数据来源').fill('区知识产权局');
  await page.getByRole('button', { name: '提交2025年数' }).click();
  await page.waitForURL(/saved=\d+/);
  expect(await page.getByRole('main').innerText()).toContain('待确认');
  expect(await indicator('indicator-6')).toEqual({ value: null, met: null });

  const plain = await stage.open({ viewport: desktop, javaScriptEnabled: false });
  await signInAs(plain.page, 'district');
  await plain.page.getByRole('link', { name: '每万人发明专利拥有量 2025年' }).click();
  await plain.page.getByRole('radio', { name: /^退回/ }).check();
  await plain.page.getByRole('button', { name: '提交答复' }).click();
  await plain.page.getByRole('alert').waitFor();
  await plain.page.getByRole('radio', { name: /^确认/ }).check();
  await plain.page.getByRole('button', { name: '提交答复' }).click();
  await plain.page.waitForURL(/saved=\d+/);
  expect(await plain.page.getByRole('main').innerText()).toMatch(/31\.5[\s\S]*已达到/);
  expect(await indicator('indicator-6')).toEqual({ value: 31.5, met: true });
  expect([...complaints, ...plain.complaints]).toEqual([]);
});

test('a target is set anew by its document, and the old one still holds before its day', async () => {
  const { page } = await stage.open({ viewport: desktop });
  await signInAs(page, 'district');
  await page.goto('/figures/indicator-9');
  await page.getByRole('link', { name: '调整目标' }).click();
  await page.getByLabel('目标原文').fill('2.5');
  await page.getByLabel('目标数').fill('2.5');
  await page.getByLabel('文号').fill('演示〔2026〕3号');
  await page.getByLabel('文件日期').fill('2026-05-20');
  await page.getByLabel('生效日期').fill('2026-06-01');
  await page.getByRole('button', { name: '保存为新一版目标' }).click();
  await page.waitForURL(/saved=\d+/);
  expect(await page.getByRole('main').innerText()).toMatch(/演示〔2026〕3号/);
  expect(await indicator('indicator-9')).toEqual({ value: 2.24, met: false });
  await page.goto('/figures/indicator-9?asOf=2026-05-31');
  expect(await page.getByRole('main').innerText()).toMatch(/目标 2\.23/);
});

test.each(['/plan', '/figures/indicator-16', '/plan?asOf=2020-01-01', '/plan?change=1'])(
  'reads well on a desk and on a phone: %s',
  async (address) => {
    for (const viewport of [desktop, phone]) {
      const { page, complaints } = await stage.open({ viewport });
      await page.goto(address);
      expect(await overflows(page)).toBe(false);
      if (viewport === desktop) expect(await seriousFindings(page)).toEqual([]);
      expect(complaints).toEqual([]);
      await page.context().close();
    }
  },
);
