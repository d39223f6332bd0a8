/** Files as the running program hands them out: names, conditions, who is refused, and CSV instead of JSON. */
import { readdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { rowKinds } from '#app/exchange/kinds.ts';
import { prefersCsv } from '#app/http/accept.ts';
import { get, type Server, signIn, startServer } from '#tests/support/server.ts';

let server: Server;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());

const asking = (path: string, headers: Record<string, string> = {}) => fetch(server.url + path, { headers });

describe('an export', () => {
  test('has a Chinese name with its day and change, and is not sent again while nothing changes', async () => {
    const response = await asking('/exports/villages.xlsx?town=310118102&asOf=2025-12-31');
    expect(response.headers.get('content-type')).toContain('spreadsheetml');
    const disposition = response.headers.get('content-disposition') ?? '';
    expect(disposition).toMatch(/^attachment; filename="villages\.xlsx"; filename\*=UTF-8''/);
    expect(decodeURIComponent(disposition)).toMatch(/青西村庄 2025-12-31 第\d+号\.xlsx$/);
    expect(new Uint8Array(await response.arrayBuffer()).slice(0, 2)).toEqual(new Uint8Array([0x50, 0x4b]));
    const known = response.headers.get('etag') ?? '';
    const again = await asking('/exports/villages.xlsx?town=310118102&asOf=2025-12-31', { 'if-none-match': known });
    expect(again.status).toBe(304);
  });

  test('a name that is no list is not found; what was reported asks to sign in', async () => {
    for (const file of ['nothing.xlsx', 'villages.pdf', 'outputs.xlsx', '__proto__.csv'])
      expect((await asking(`/exports/${file}`)).status, file).toBe(404);
    const response = await get(`${server.url}/outputs/exports/outputs.csv`);
    expect(response.headers.get('location')).toMatch(/^\/login\?next=/);
  });

  test('every list links to its own, with the filters and the two times that it has', async () => {
    const page = await (await asking('/titles?town=310118103&stage=named&asOf=2024-12-31&page=2')).text();
    expect(page).toContain('/exports/titles.xlsx?town=310118103&amp;stage=named&amp;asOf=2024-12-31"');
    for (const list of ['villages', 'areas', 'producers', 'products', 'certificates', 'brands'])
      expect(await (await asking(`/${list}`)).text(), list).toContain(`/exports/${list}.csv`);
  });
});

describe('every list', () => {
  // Pages that list what is nobody else's, or what is a file already.
  const without: Record<string, string> = {
    '/': 'figures, each with its receipt',
    '/api': 'the interface itself',
    '/imports': 'files of one office, each of which can be had back',
    '/join': 'a form',
    '/producers/requests': 'requests to join hold personal data',
    '/reports': 'reports are files',
    '/verify': 'a form, and the keys that sign',
    '/api/v1/villages': 'CSV by Accept',
  };

  test('offers an export, or is known not to', async () => {
    const district = await signIn(server.url, 'district');
    const lists = readdirSync('app/routes')
      .filter((file) => file.endsWith('_index.tsx'))
      .map((file) => `/${file.replace(/\.?_index\.tsx$/, '').replaceAll('.', '/')}`);
    for (const list of lists) {
      const page = await (await get(server.url + list, district)).text();
      expect(/\/exports\/[a-z-]+\.xlsx/.test(page), list).toBe(without[list] === undefined);
    }
  });

  test('of brands, of the plan and of changes is a file with the filters of its page', async () => {
    const brands = await (await asking('/exports/brands.csv?category=grain')).text();
    expect(brands.split('\r\n')[0]).toContain('品牌名称,类型,产业,经营主体');
    expect(
      new Set(
        brands
          .trim()
          .split('\r\n')
          .slice(1)
          .map((line) => line.split(',')[2]),
      ),
    ).toEqual(new Set(['粮食']));
    const indicators = await (await asking('/exports/indicators.csv')).text();
    expect(indicators).toContain('新增乡村振兴示范区');
    expect((await asking('/exports/observations.xlsx')).status).toBe(200);
    expect((await asking('/exports/changes.csv')).status).toBe(404);
    const changes = async (account: string, query = '') =>
      (await get(`${server.url}/changes/exports/changes.csv${query}`, await signIn(server.url, account))).text();
    const [all, town] = [await changes('district'), await changes('zhujiajiao')];
    expect(all.split('\r\n').length).toBeGreaterThan(town.split('\r\n').length);
    const seen = new Set(
      town
        .trim()
        .split('\r\n')
        .slice(1)
        .map((line) => line.split(',')[3]),
    );
    expect([...seen].filter((name) => name !== '' && name !== '朱家角镇')).toEqual([]);
    const named = await changes('district', '?kind=title-advance');
    expect(
      new Set(
        named
          .trim()
          .split('\r\n')
          .slice(1)
          .map((line) => line.split(',')[4]),
      ),
    ).toEqual(new Set(['推进创建项目']));
  });
});

describe('a template', () => {
  test('is for those who fill it in', async () => {
    const [coop, town] = [await signIn(server.url, 'coop'), await signIn(server.url, 'zhujiajiao')];
    const template = (kind: string, cookie: string) => get(`${server.url}/imports/template.xlsx?kind=${kind}`, cookie);
    expect((await template('outputs', coop)).status).toBe(403);
    for (const kind of Object.keys(rowKinds)) expect((await template(kind, town)).status, kind).toBe(200);
    expect((await template('nothing', town)).status).toBe(422);
  });
});

describe('the lists of the API as CSV', () => {
  test.each(['villages', 'titles', 'areas', 'producers', 'products', 'certificates'])('%s', async (list) => {
    const json = await asking(`/api/v1/${list}`);
    const csv = await asking(`/api/v1/${list}`, { accept: 'text/csv' });
    expect(csv.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(csv.headers.get('vary')).toContain('Accept');
    expect(csv.headers.get('etag')).not.toBe(json.headers.get('etag'));
    const bytes = new Uint8Array(await csv.arrayBuffer());
    expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    const { total } = (await json.json()) as { total: number };
    expect(new TextDecoder().decode(bytes).trimEnd().split('\r\n')).toHaveLength(total + 1);
  });

  test('the document names the columns as the file does', async () => {
    const csv = await (await asking('/api/v1/areas', { accept: 'text/csv' })).text();
    const header = csv.split('\r\n')[0]?.replace('\ufeff', '').split(',') ?? [];
    const document = JSON.stringify(await (await asking('/api/openapi.json')).json());
    expect(document).toContain(header.join('、'));
  });

  test('a part of a list, or what cannot be read, is refused', async () => {
    const refused = async (path: string) => (await asking(path, { accept: 'text/csv' })).status;
    expect(await refused('/api/v1/villages?limit=5')).toBe(422);
    expect(await refused('/api/v1/villages?level=nonsense')).toBe(422);
  });

  test.each([
    [null, false],
    ['*/*', false],
    ['text/csv', true],
    ['text/csv, */*;q=0.1', true],
    ['application/json, text/csv;q=0.5', false],
    ['text/csv;q=0', false],
  ])('%s', (accept, csv) => expect(prefersCsv(accept)).toBe(csv));
});
