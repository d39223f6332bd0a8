/** Scores, script bytes and layout shift of pages that people read and of pages with forms; fails where one is too low. */
import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { z } from 'zod';
import { signIn, startServer } from '#tests/support/server.ts';

/** Kilobytes of JavaScript, compressed, that a page may load. */
const scripts = { read: 60, form: 120 } as const;
const leastScore = 95;

interface Look {
  path: string;
  kind: keyof typeof scripts;
  account?: string;
}

const looks: readonly Look[] = [
  ...[
    '/',
    '/villages',
    '/villages/310118103209',
    '/figures/coverage',
    '/figures/green-rate',
    '/products',
    '/verify',
  ].map((path) => ({ path, kind: 'read' }) as const),
  { path: '/desk', kind: 'read', account: 'liantang' },
  { path: '/login', kind: 'form' },
  { path: '/join', kind: 'form' },
  { path: '/villages/310118103209/edit', kind: 'form', account: 'liantang' },
  { path: '/villages/310118103209/statistics/2024', kind: 'form', account: 'liantang' },
  { path: '/products/new', kind: 'form', account: 'coop' },
];

const Score = z.object({ score: z.number() });
const Result = z.object({
  categories: z.object({ performance: Score, accessibility: Score }),
  audits: z.object({
    'cumulative-layout-shift': z.object({ numericValue: z.number() }),
    'network-requests': z.object({
      details: z.object({
        items: z.array(z.object({ resourceType: z.string().optional(), url: z.string() })),
      }),
    }),
  }),
});

const server = await startServer({ LOG_LEVEL: 'silent' });
const lines = ['| 页面 | 性能 | 无障碍 | 脚本（压缩后） | 位移 | |', '|---|---:|---:|---:|---:|---|'];
try {
  for (const look of looks) {
    const { categories, audits } = await inspect(look);
    const [performance, accessibility] = [percent(categories.performance), percent(categories.accessibility)];
    const shift = audits['cumulative-layout-shift'].numericValue;
    const loaded = audits['network-requests'].details.items.filter(({ resourceType }) => resourceType === 'Script');
    const sizes = await Promise.all(loaded.map(({ url }) => compressedSize(url)));
    const kilobytes = sizes.reduce((sum, size) => sum + size, 0) / 1000;
    const isEnough =
      performance >= leastScore && accessibility >= leastScore && kilobytes <= scripts[look.kind] && shift < 0.005;
    if (!isEnough) process.exitCode = 1;
    lines.push(
      `| ${look.path} | ${performance} | ${accessibility} | ${kilobytes.toFixed(0)} kB（上限 ${scripts[look.kind]}） | ${shift.toFixed(3)} | ${isEnough ? '' : '未达到'} |`,
    );
  }
} finally {
  await server.stop();
}
const table = [...lines, ''].join('\n');
process.stdout.write(table);
writeFileSync('tests/lighthouse/result.md', table);

/** Bytes of a script as gzip makes them, without the headers of its answer. */
async function compressedSize(url: string): Promise<number> {
  return gzipSync(Buffer.from(await (await fetch(url)).arrayBuffer())).length;
}

function percent({ score }: { score: number }): number {
  return Math.round(score * 100);
}

async function inspect({ path, account }: Look): Promise<z.infer<typeof Result>> {
  const headers = account === undefined ? {} : { Cookie: await signIn(server.url, account) };
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [
      ...['tests/lighthouse/tool/node_modules/lighthouse/cli/index.js', server.url + path],
      ...['--quiet', '--output=json', '--only-categories=performance,accessibility', '--locale=zh'],
      ...[`--extra-headers=${JSON.stringify(headers)}`, '--chrome-flags=--headless=new --no-sandbox --disable-gpu'],
    ],
    { maxBuffer: 64 * 2 ** 20, env: { ...process.env, CHROME_PATH: process.env.CHROMIUM ?? '/usr/bin/chromium' } },
  );
  return Result.parse(JSON.parse(stdout));
}
