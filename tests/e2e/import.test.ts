/** An office fills the template in its own spreadsheet program, brings it back, looks, writes, and takes it back. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { overflows, phone, seriousFindings, signInAs } from '#tests/support/browser.ts';
import { get } from '#tests/support/server.ts';
import { openStage } from '#tests/support/stage.ts';

const program = 'soffice';

const stage = openStage();
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'import-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The template as LibreOffice gives it out as a table, under a title and over a sum, as offices keep theirs. */
function filledIn(template: string, fill: (cells: string[]) => void): Buffer {
  const filter = 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,1';
  const profile = `-env:UserInstallation=file://${folder}/profile`;
  execFileSync(program, ['--headless', profile, '--convert-to', filter, '--outdir', folder, template], {
    stdio: 'ignore',
  });
  const [header = '', first = '', ...rest] = readFileSync(path.join(folder, 't-年度台账.csv'), 'utf8')
    .trim()
    .split('\n');
  const cells = first.split(',');
  fill(cells);
  return Buffer.from(['2025年朱家角镇年度台账', header, cells.join(','), ...rest, '合计,,,99999'].join('\r\n'));
}

async function upload(page: Page, name: string, bytes: Buffer) {
  const file = path.join(folder, name);
  writeFileSync(file, bytes);
  await page.goto('/imports');
  await page.getByLabel('表格文件').setInputFiles(file);
  await page.getByRole('button', { name: '上传并预览' }).click();
  await page.waitForURL(/\/imports\/\w+$/);
}

async function households(): Promise<number> {
  const { statistics } = await (await get(`${stage.server.url}/api/v1/villages/310118102201`)).json();
  return statistics.find(({ year }: { year: number }) => year === 2025).households;
}

test('a wrong cell is named, a right file is one change, and one click takes it back', async () => {
  const { page, complaints } = await stage.open({ viewport: phone });
  await signInAs(page, 'zhujiajiao');
  await page.goto('/imports');
  const [template] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: '年度台账' }).click(),
  ]);
  await template.saveAs(path.join(folder, 't.xlsx'));
  const before = await households();

  const wrong = filledIn(path.join(folder, 't.xlsx'), (cells) => {
    cells[3] = '四百五';
  });
  await upload(page, 'wrong.csv', wrong);
  await page.getByText('有 1 行不能导入，所以整份文件都不会写入').waitFor();
  expect(await page.getByRole('main').innerText()).toMatch(/第 3 行[\s\S]*D 列 户数：应为数字/);
  expect([await overflows(page), await seriousFindings(page)]).toEqual([false, []]);

  const right = filledIn(path.join(folder, 't.xlsx'), (cells) => {
    cells[3] = '４５０';
  });
  await upload(page, 'right.csv', right);
  await page.getByText('可以写入').waitFor();
  expect(await households()).toBe(before);
  await page.getByRole('button', { name: '写入登记簿' }).click();
  await page.getByText('已写入登记簿').waitFor();
  expect(await households()).toBe(450);
  await page.getByRole('button', { name: '撤销这次导入' }).click();
  await page.getByText('这次导入已撤销').waitFor();
  expect(await households()).toBe(before);
  expect(complaints).toEqual([]);
}, 60_000);
