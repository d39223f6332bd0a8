/** From asking for an account to a product that a stranger can check: on phones, with a refusal on the way. */
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { lookBehind } from '#tests/support/behind.ts';
import { overflows, phone, seriousFindings, signInAs } from '#tests/support/browser.ts';
import { openStage } from '#tests/support/stage.ts';

const stage = openStage();

const onPhone = () => stage.open({ viewport: phone });

async function sound(page: Page) {
  expect(await overflows(page), page.url()).toBe(false);
  expect(await seriousFindings(page), page.url()).toEqual([]);
}

test('a family farm joins, is sent back once, and signs in', async () => {
  const { page, complaints } = await onPhone();
  await page.goto('/join');
  await sound(page);
  await page.getByLabel('名称', { exact: true }).fill('某某家庭农场');
  await page.getByLabel('类型').selectOption({ label: '家庭农场' });
  const goOn = page.getByRole('button', { name: '下一步' });
  await goOn.click();
  expect(await page.getByLabel('名称', { exact: true }).isVisible()).toBe(false);
  await page.getByLabel('所属镇').selectOption({ label: '金泽镇' });
  await goOn.click();
  await sound(page);
  await page.getByLabel('联系人', { exact: true }).fill('某某');
  await page.getByLabel('联系电话').fill('138 0000 0000');
  await page.getByLabel('同意镇农业农村办').check();
  await goOn.click();
  await page.getByLabel('用户名').fill('moumou');
  await page.getByLabel('密码', { exact: true }).fill('a long enough word');
  await page.getByLabel('再填一次密码').fill('another word here');
  const send = page.getByRole('button', { name: '提交给镇农业农村办' });
  await send.click();
  await page.getByRole('alert').waitFor();
  expect(await page.getByLabel('名称', { exact: true }).inputValue()).toBe('某某家庭农场');
  await page.getByLabel('再填一次密码').fill('a long enough word');
  await send.click();
  await page.waitForURL(/\/join\/[0-9a-z]{12}$/);
  const progress = page.url();
  expect(await page.getByRole('main').innerText()).toContain('等待审核');

  const town = await onPhone();
  await signInAs(town.page, 'jinze');
  await town.page.getByRole('link', { name: /份经营主体的申请/ }).click();
  await town.page.getByRole('link', { name: '某某家庭农场' }).click();
  await sound(town.page);
  const review = town.page.url();
  await town.page.getByLabel('退回的原因').fill('请写全农场名称');
  await town.page.getByRole('button', { name: '退回' }).click();
  await town.page.waitForURL(/\/producers\/requests$/);

  await page.goto(progress);
  expect(await page.getByRole('main').innerText()).toContain('请写全农场名称');
  await page.getByRole('link', { name: '修改后重新提交' }).click();
  await page.getByLabel('名称', { exact: true }).fill('金泽某某家庭农场');
  for (let step = 1; step < 3; step += 1) await goOn.click();
  await page.getByLabel('同意镇农业农村办').check();
  await goOn.click();
  await page.getByLabel('密码', { exact: true }).fill('a long enough word');
  await page.getByLabel('再填一次密码').fill('a long enough word');
  await page.getByRole('button', { name: '提交给镇农业农村办' }).click();
  await page.waitForURL(progress);

  await town.page.goto(review);
  await town.page.getByRole('button', { name: '通过，登记为新的经营主体' }).click();
  await town.page.waitForURL(/\/producers\/[0-9a-z]{12}\?saved=/);
  expect(await town.page.getByRole('main').innerText()).toContain('13800000000');

  await signInAs(page, 'moumou', 'a long enough word');
  const stranger = await onPhone();
  await stranger.page.goto(new URL(town.page.url()).pathname);
  expect(await stranger.page.getByRole('main').innerText()).not.toContain('13800000000');
  expect([...complaints, ...town.complaints, ...stranger.complaints]).toEqual([]);
}, 60_000);

test('a product is registered, sent back, accepted, and checked by its code', async () => {
  const { page, complaints } = await onPhone();
  await signInAs(page, 'coop');
  await page.getByRole('link', { name: '登记产品' }).click();
  await sound(page);
  await page.getByLabel('产品名称').fill('演示新软米');
  await page.getByLabel('类别').selectOption({ label: '粮食' });
  await page.getByRole('button', { name: '保存草稿' }).click();
  await page.waitForURL(/\/edit\?saved=/);
  await page.getByRole('button', { name: '提交给镇农业农村办' }).click();
  await page.getByRole('alert').waitFor();
  expect(await page.getByRole('alert').innerText()).toContain('生产基地');
  await page.getByLabel('品种').fill('青香软粳');
  await page.getByLabel('上市时节').fill('10月至11月');
  await page.getByLabel(/张马村/).check();
  await page.getByRole('button', { name: '提交给镇农业农村办' }).click();
  await page.getByText('正在审核').waitFor();
  const edit = new URL(page.url()).pathname;

  const town = await onPhone();
  await signInAs(town.page, 'zhujiajiao');
  await town.page.getByRole('link', { name: '演示新软米' }).click();
  await sound(town.page);
  await town.page.getByLabel('退回的原因').fill('请写明包装');
  await town.page.getByRole('button', { name: '退回' }).click();
  await town.page.waitForURL(/\/desk$/);

  await page.goto(edit);
  expect(await page.getByRole('main').innerText()).toContain('请写明包装');
  await page.getByLabel('包装').fill('5 公斤袋');
  await page.getByRole('button', { name: '提交给镇农业农村办' }).click();
  await page.getByText('正在审核').waitFor();
  await town.page.goto('/desk');
  await town.page.getByRole('link', { name: '演示新软米' }).click();
  await town.page.getByRole('button', { name: '通过并公开' }).click();
  await town.page.waitForURL(/\/products\/[0-9a-z]{12}\?saved=/);

  const behind = lookBehind(stage.server.address);
  const code = await behind.pluck("select verifyCode from product where name = '演示新软米'");
  await behind.close();
  const buyer = await onPhone();
  await buyer.page.goto('/products?q=xrm');
  expect(await buyer.page.getByRole('link', { name: '演示新软米' }).count()).toBe(1);
  await buyer.page.goto('/products?q=xmr');
  expect(await buyer.page.getByRole('link', { name: '演示新软米' }).count()).toBe(0);
  await buyer.page.goto('/products?q=xinruanmi');
  expect(await buyer.page.getByRole('link', { name: '演示新软米' }).count()).toBe(1);
  await buyer.page.goto(`/verify/${code}`);
  await sound(buyer.page);
  const told = await buyer.page.getByRole('main').innerText();
  for (const words of ['演示数据', '演示新软米', '张马村', '没有登记证书']) expect(told).toContain(words);
  expect([...complaints, ...town.complaints, ...buyer.complaints]).toEqual([]);
}, 60_000);
