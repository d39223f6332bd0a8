/**
 * The same questions to registers of growing size: what grows, and how fast. Sizes are those of `GROWTH_SIZES`
 * (`1,10,100`; `1000` and `country` take long). With `GROWTH_ENGINES=sqlite,postgres` each is also copied to PostgreSQL and
 * asked there. Each part is measured in a process of its own.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { sizeOf } from '#tests/growth/size.ts';
import { type Cluster, startCluster } from '#tests/support/cluster.ts';
import { type Measured, measurePart, type Place } from './growth-parts.ts';

interface Column {
  name: string;
  values: Measured;
}

async function measureAll(sizes: readonly string[], engines: readonly string[]): Promise<void> {
  const columns: Column[] = [];
  for (const size of sizes) {
    const folder = mkdtempSync(path.join(tmpdir(), 'register-growth-'));
    const file = `file:${path.join(folder, 'register.sqlite')}`;
    const { name } = sizeOf(size);
    const written = await measureApart('write', { size, folder, url: file });
    if (engines.includes('sqlite'))
      columns.push({ name, values: { ...written, ...(await measureReading({ size, folder, url: file })) } });
    if (engines.includes('postgres'))
      columns.push({ name: `${name}，PostgreSQL`, values: await onPostgres({ size, folder, url: file }) });
    rmSync(folder, { recursive: true });
  }
  process.stdout.write(`${tableOf(columns)}\n`);
}

const measureReading = async (place: Place): Promise<Measured> => ({
  ...(await measureApart('pages', place)),
  ...(await measureApart('since', place)),
  ...(await measureApart('upkeep', place)),
});

async function onPostgres(place: Place): Promise<Measured> {
  const cluster: Cluster = await startCluster();
  try {
    const copied = await measureApart('copy', { ...place, to: cluster.url });
    return { ...copied, ...(await measureReading({ ...place, url: cluster.url })) };
  } finally {
    await cluster.stop();
  }
}

/** In a process of its own, whose memory is that part's alone. */
function measureApart(part: string, place: Place): Promise<Measured> {
  const child = spawn(process.execPath, [fileURLToPath(import.meta.url), part, JSON.stringify(place)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let printed = '';
  child.stdout.on('data', (chunk) => {
    printed += String(chunk);
  });
  return new Promise((resolve, reject) => {
    child.once('close', () => {
      const line = printed.split('\n').find((each) => each.startsWith('measured '));
      if (line === undefined) reject(new Error(`${part} of size ${place.size} was not measured: ${printed}`));
      else resolve(JSON.parse(line.slice('measured '.length)));
    });
  });
}

/** Each size beside the first, as ratios. */
function tableOf(measured: readonly Column[]): string {
  const [first] = measured;
  if (first === undefined) return '';
  const works = new Set(measured.flatMap(({ values }) => Object.keys(values)));
  const lines = [...works].map((work) => {
    const base = first.values[work] ?? Number.NaN;
    const cells = measured.map(({ values }) => cell(values[work] ?? null, base));
    return `| ${work} | ${cells.join(' | ')} |`;
  });
  return [
    `| | ${measured.map(({ name }) => name).join(' | ')} |`,
    `|---|${measured.map(() => '---:|').join('')}`,
    ...lines,
  ].join('\n');
}

function cell(value: number | null, base: number): string {
  if (value === null) return '—';
  const ratio = value / base;
  const shown = value >= 100 ? value.toFixed(0) : value.toFixed(1);
  return ratio === 1 || Number.isNaN(ratio)
    ? shown
    : `${shown} (${ratio >= 10 ? ratio.toFixed(0) : ratio.toFixed(1)}×)`;
}

// Not awaited at the top: bundled, the routes are loaded from modules that wait for this one.
const [part, place = ''] = process.argv.slice(2);
const listed = (name: string, otherwise: string) => (process.env[name] ?? otherwise).split(',');
if (part === undefined) void measureAll(listed('GROWTH_SIZES', '1,10,100'), listed('GROWTH_ENGINES', 'sqlite'));
else
  void measurePart(part, JSON.parse(place)).then((values) =>
    process.stdout.write(`measured ${JSON.stringify(values)}\n`),
  );
