/** Choosing a password: it can be shown, and a meter says of it what can be said in the browser. */
import { expect, test } from 'vitest';
import { overflows, phone, seriousFindings, signInAs } from '#tests/support/browser.ts';
import { openStage } from '#tests/support/stage.ts';

const stage = openStage();

test('the meter follows what is typed, and promises nothing', async () => {
  const { page, complaints } = await stage.open({ viewport: phone });
  await signInAs(page, 'coop');
  await page.goto('/account', { waitUntil: 'networkidle' });
  const field = page.getByLabel('新密码', { exact: true });
  const told = async (password: string, words: string) => {
    await field.fill(password);
    await page.getByText(words).waitFor();
  };
  await told('seven', '还差 7 个字符');
  await told('coop-2026-2026', '容易猜到');
  await told('Password2025!!', '是否常见，提交时核对');
  await told('seven frogs in a field', '够长了');
  expect(await page.getByText('够长了').getAttribute('aria-live')).toBe('polite');
  expect(await overflows(page)).toBe(false);
  expect(await seriousFindings(page)).toEqual([]);
  expect(complaints).toEqual([]);
});

test('a password is shown on demand, and hidden again before it is sent', async () => {
  const { page } = await stage.open({ viewport: phone });
  await signInAs(page, 'coop');
  await page.goto('/account', { waitUntil: 'networkidle' });
  const field = page.getByLabel('新密码', { exact: true });
  const show = (pressed: boolean) => page.getByRole('button', { name: '显示 新密码', pressed });
  await field.fill('seven');
  expect(await field.getAttribute('type')).toBe('password');
  await show(false).click();
  await show(true).waitFor();
  expect(await field.getAttribute('type')).toBe('text');
  await page.getByRole('button', { name: '更改密码' }).click();
  await page.getByRole('alert').waitFor();
  await show(false).waitFor();
  expect(await field.getAttribute('type')).toBe('password');
});

test('neither a shown password nor a contact is kept with what else was typed', async () => {
  const { page } = await stage.open();
  await page.goto('/join', { waitUntil: 'networkidle' });
  await page.getByRole('button', { name: '显示 密码' }).click();
  await page.getByLabel('密码', { exact: true }).fill('seven frogs in a field');
  await page.getByLabel('联系人', { exact: true }).fill('某某');
  await page.getByLabel('联系电话').fill('138 0000 0000');
  await page.getByLabel('用户名').fill('frog-farm');
  const kept = await page.evaluate(() => JSON.stringify(localStorage));
  expect(kept).toContain('frog-farm');
  expect(kept).not.toMatch(/seven frogs|某某|138/);
});

test('an office that gives a first password has the meter, too', async () => {
  const { page } = await stage.open();
  await signInAs(page, 'district');
  await page.goto('/admin/accounts', { waitUntil: 'networkidle' });
  await page.getByLabel('用户名').fill('frog-farm');
  await page.getByLabel('初始密码', { exact: true }).fill('frog-farm-2026');
  await page.getByText('容易猜到').waitFor();
  await page.getByText('重设密码').first().click();
  await page.getByRole('textbox', { name: '的新初始密码' }).first().fill('seven frogs');
  await page.getByText('还差 1 个字符').waitFor();
});

test('without scripts there is neither, and the form works', async () => {
  const { page } = await stage.open({ javaScriptEnabled: false });
  await page.goto('/join');
  expect(await page.getByRole('button', { name: '显示 密码' }).count()).toBe(0);
  expect(await page.getByLabel('密码', { exact: true }).getAttribute('type')).toBe('password');
});
