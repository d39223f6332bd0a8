/** A demonstration area from its registration to a naming that counts: the town says, the district confirms. */
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { desktop, overflows, phone, seriousFindings, signInAs } from '#tests/support/browser.ts';
import { get } from '#tests/support/server.ts';
import { openStage } from '#tests/support/stage.ts';

const stage = openStage();

async function newAreas(): Promise<number> {
  const progress = await (await get(`${stage.server.url}/api/v1/progress`)).json();
  return progress.figures.find(({ key }: { key: string }) => key === 'areas').value;
}

const save = async (page: Page, button: string) => {
  await page.getByRole('button', { name: button }).click();
  await page.waitForURL(/saved=\d+/);
};

test('an area of a town counts among the 15 once the district has said so and confirmed its naming', async () => {
  const { page, complaints } = await stage.open({ viewport: phone });
  await signInAs(page, 'zhujiajiao');
  const before = await newAreas();

  await page.goto('/areas');
  await page.getByRole('link', { name: '登记示范片区' }).click();
  await page.getByLabel('名称').fill('沈巷乡村振兴示范区');
  await page.getByRole('button', { name: '保存片区' }).click();
  await page.getByRole('alert').waitFor();
  expect(await page.getByLabel('名称').inputValue()).toBe('沈巷乡村振兴示范区');
  await page.getByRole('radio', { name: '乡村振兴示范区' }).check();
  await save(page, '保存片区');
  const area = new URL(page.url()).pathname;

  await page.goto(`${area}/members`);
  await page.getByLabel('村庄', { exact: true }).selectOption('310118102206');
  await page.getByLabel('加入日期').fill('2025-03-01');
  await save(page, '加为成员村');
  expect(await page.getByRole('main').innerText()).toContain('待确认');

  await page.goto(`${area}/advance`);
  await page.getByRole('radio', { name: /^命名/ }).check();
  await page.getByLabel('日期', { exact: true }).fill('2025-06-01');
  await page.getByRole('textbox', { name: '年度' }).fill('2025');
  await page.getByRole('textbox', { name: '原因' }).fill('补登以前的命名');
  await save(page, '保存这一步');
  expect(await newAreas()).toBe(before);

  const district = await stage.open({ viewport: desktop });
  await signInAs(district.page, 'district');
  expect(await district.page.getByRole('main').innerText()).toContain('沈巷乡村振兴示范区');
  await district.page.goto(`${area}/edit`);
  await district.page.getByLabel('列入规划新增的 15 个示范区').check();
  await save(district.page, '保存片区');
  await district.page.goto(`${area}/members`);
  await save(district.page, '确认新旺村');
  await district.page.goto(`${area}/confirm`);
  await district.page.getByLabel('确认命名').check();
  await save(district.page, '提交答复');
  expect(await newAreas()).toBe(before + 1);

  await district.page.goto('/figures/areas');
  expect(await district.page.getByRole('main').innerText()).toContain('沈巷乡村振兴示范区');
  await page.goto('/villages/310118102206');
  expect(await page.getByRole('main').innerText()).toContain('沈巷乡村振兴示范区');
  expect([...complaints, ...district.complaints]).toEqual([]);
});

const pages = {
  public: ['/areas', '/areas?town=310118104&stage=named', '/areas/shangta'],
  district: [
    '/areas/new',
    '/areas/shangta/members',
    '/areas/demo-area-anzhuang/confirm',
    '/areas/demo-area-lianhu/edit',
  ],
  liantang: ['/areas/demo-area-xulian', '/areas/demo-area-xulian/advance', '/areas/demo-area-xulian/steps/5'],
};

describe.each(Object.entries(pages))('the pages of areas for %s', (username, addresses) => {
  test.each([
    ['desktop', desktop],
    ['phone', phone],
  ])('are sound on a %s', async (_, viewport) => {
    const { page, complaints } = await stage.open({ viewport });
    if (username !== 'public') await signInAs(page, username);
    for (const address of addresses) {
      const answer = await page.goto(address);
      expect([address, answer?.status()]).toEqual([address, 200]);
      expect([address, await overflows(page)]).toEqual([address, false]);
      expect([address, await seriousFindings(page)]).toEqual([address, []]);
    }
    expect(complaints).toEqual([]);
  });
});
