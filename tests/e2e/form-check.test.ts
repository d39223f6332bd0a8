/** The schema of a form is asked for when somebody begins to fill it; the server is there where it does not come. */
import { expect, test } from 'vitest';
import { signInAs } from '#tests/support/browser.ts';
import { openStage } from '#tests/support/stage.ts';

const stage = openStage();
const schema = /\/assets\/village\.schema-/;
const lineage = '/villages/310118103209/lineage';
const record = '登记沿革';

async function openLineage(page: Awaited<ReturnType<typeof stage.open>>['page']) {
  await signInAs(page, 'district');
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await page.goto(lineage, { waitUntil: 'networkidle' });
  expect(asked.filter((url) => schema.test(url))).toEqual([]);
  return asked;
}

test('what is wrong is said without asking the server', async () => {
  const { page, complaints } = await stage.open();
  const asked = await openLineage(page);
  await page.getByRole('button', { name: record }).click();
  await page.getByRole('alert').waitFor();
  expect(asked.filter((url) => schema.test(url))).toHaveLength(1);
  expect(asked.filter((url) => url.endsWith(lineage))).toHaveLength(1);
  expect(await page.getByRole('alert').innerText()).toContain('请选择沿革的类型');
  expect(complaints).toEqual([]);
});

test('where the schema does not come, the server says it', async () => {
  const { page } = await stage.open();
  await page.route(schema, (route) => route.abort());
  const asked = await openLineage(page);
  await page.getByRole('button', { name: record }).click();
  await page.getByRole('alert').waitFor();
  expect(asked.filter((url) => url.endsWith(lineage)).length).toBeGreaterThan(1);
  expect(await page.getByRole('alert').innerText()).toContain('请选择沿革的类型');
});
