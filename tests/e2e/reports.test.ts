/** An office keeps a report; somebody else holds the printed page and its file against the register. */
import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { overflows, phone, seriousFindings, signInAs } from '#tests/support/browser.ts';
import { pdfInfo, pdfQrCode } from '#tests/support/pdf.ts';
import { openStage } from '#tests/support/stage.ts';

const stage = openStage();

test('a brief is kept, listed with its hash, opened, and proved by its code and its bytes', async () => {
  const { page: office } = await stage.open({ javaScriptEnabled: false });
  await signInAs(office, 'zhujiajiao');
  await office.goto('/reports');
  await office.getByRole('link', { name: '一页简报', exact: true }).click();
  await office.getByLabel('向公众公开').check();
  await office.getByRole('button', { name: '留存这份报告' }).click();
  await office.getByText('已留存').first().waitFor();
  const row = office.getByRole('row').filter({ hasText: '青西三镇一页简报' });
  expect(await row.innerText()).toContain('朱家角镇');

  const { page: citizen, complaints } = await stage.open({
    viewport: phone,
    javaScriptEnabled: false,
  });
  await citizen.goto('/reports');
  const file = await citizen.getByRole('link', { name: '青西三镇一页简报' }).getAttribute('href');
  const pdf = new Uint8Array(await (await fetch(`${stage.server.url}${file}`)).arrayBuffer());
  expect(pdfInfo(pdf)).toMatch(/Pages:\s+1\n/u);
  const hash = createHash('sha256').update(pdf).digest('hex');

  await citizen.goto(new URL(pdfQrCode(pdf, 1)).pathname);
  expect(await citizen.getByRole('main').innerText()).toMatch(/有效[\s\S]*青西三镇一页简报[\s\S]*SHA-256/u);
  expect(await citizen.getByText(hash).count()).toBe(1);
  expect(await overflows(citizen)).toBe(false);
  const attach = (bytes: Uint8Array) =>
    citizen
      .getByLabel('手中的 PDF')
      .setInputFiles({ name: '简报.pdf', mimeType: 'application/pdf', buffer: Buffer.from(bytes) });
  await attach(pdf);
  await citizen.getByRole('button', { name: '比对' }).click();
  await citizen.getByText('就是留存的文件').waitFor();
  await attach(Uint8Array.from([...pdf, 10]));
  await citizen.getByRole('button', { name: '比对' }).click();
  await citizen.getByText('不是留存的文件').waitFor();
  await citizen.getByRole('button', { name: '比对' }).click();
  await citizen.getByText('请选择手中的 PDF 文件').waitFor();
  expect(complaints).toEqual([]);

  const { page: scripted } = await stage.open({ viewport: phone });
  await scripted.goto(new URL(citizen.url()).pathname);
  expect(await seriousFindings(scripted)).toEqual([]);
}, 60_000);
