/** `npm run screenshots`: the pictures of the README, from the built program with its demonstration. */
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium } from 'playwright-core';

const folder = 'public/screenshots';
const desktop = { width: 1280, height: 860 };
const phone = { width: 390, height: 844 };

/** @type {{ name: string, address: string, viewport: { width: number, height: number } }[]} */
const pictures = [
  { name: 'home', address: '/', viewport: desktop },
  { name: 'village', address: '/villages/310118102232', viewport: desktop },
  { name: 'receipt', address: '/figures/city-level', viewport: desktop },
  { name: 'history', address: '/changes/100', viewport: desktop },
  { name: 'phone', address: '/villages/310118104201', viewport: phone },
];

const server = spawn(process.execPath, ['build/server/entry.node.js'], {
  env: {
    ...process.env,
    ...{ NODE_ENV: 'production', PORT: '0', LOG_LEVEL: 'silent', SESSION_SECRET: 'for the pictures of the README' },
    DATABASE_URL: `file:${path.join(mkdtempSync(path.join(tmpdir(), 'register-')), 'register.sqlite')}`,
  },
});
const url = await new Promise((resolve) => {
  server.stdout.on('data', (line) => resolve(/http:\S+/.exec(String(line))?.[0]));
});

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
});
const page = await browser.newPage({ baseURL: url, locale: 'zh-CN' });
await page.goto('/login');
await page.getByLabel('用户名').fill('district');
await page.getByLabel('密码').fill('qingxi-demo-2025');
await page.getByRole('main').getByRole('button', { name: '登录' }).click();
await page.waitForURL('**/desk');
mkdirSync(folder, { recursive: true });
for (const { name, address, viewport } of pictures) {
  await page.setViewportSize(viewport);
  await page.goto(address);
  await page.screenshot({ path: path.join(folder, `${name}.png`) });
}
await browser.close();
server.kill('SIGTERM');
