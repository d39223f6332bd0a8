/** The same import through the pages of the built server: the memory of its process, and what other readers wait meanwhile. */
import { readFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { get, post, type Server, signIn } from '#tests/support/server.ts';

interface Stage {
  name: string;
  /** Milliseconds. */
  took: number;
  /** Megabytes of the whole process at its largest. */
  memory: number;
  /** The longest that a page took meanwhile, in milliseconds, and how many were asked for. */
  longest: number;
  pages: number;
}

/** Uploads a file, writes it and takes it back, as an office does; a reader asks for pages all the while. */
export async function importInServer(server: Server, file: Uint8Array<ArrayBuffer>): Promise<Stage[]> {
  const cookie = await signIn(server.url, 'liantang');
  const stages: Stage[] = [];
  const during = async (name: string, work: () => Promise<void>) =>
    stages.push({ name, ...(await watched(server, work)) });

  let address = '';
  await during('读取、核对', async () => {
    const body = new FormData();
    body.set('file', new Blob([file]), '台账.xlsx');
    const headers = { cookie, origin: server.url, 'sec-fetch-site': 'same-origin' };
    const answer = await fetch(`${server.url}/imports`, { method: 'POST', body, headers, redirect: 'manual' });
    address = new URL(answer.headers.get('location') ?? '', server.url).href;
    await settled(address, cookie);
  });
  await during('写入', async () => {
    const preview = /name="preview" value="(\d+)"/.exec(await (await get(address, cookie)).text())?.[1] ?? '';
    await post(address, { intent: 'apply', preview }, cookie);
    await settled(address, cookie);
  });
  await during('撤销', async () => {
    await post(address, { intent: 'undo' }, cookie);
    await settled(address, cookie);
  });
  const end = await (await get(address, cookie)).text();
  if (!end.includes('这次导入已撤销')) throw new Error('the import was not undone');
  return stages;
}

async function settled(address: string, cookie: string): Promise<void> {
  while (/正在|正在等候/.test(/<main[\s\S]*<\/main>/.exec(await (await get(address, cookie)).text())?.[0] ?? ''))
    await setTimeout(250);
}

async function watched(server: Server, work: () => Promise<void>) {
  let isOver = false;
  let [longest, pages, memory] = [0, 0, 0];
  const reading = (async () => {
    while (!isOver) {
      const start = performance.now();
      const answer = await get(`${server.url}/villages/310118103274`);
      await answer.text();
      if (answer.status !== 200) throw new Error(`a reader was answered ${answer.status}`);
      longest = Math.max(longest, performance.now() - start);
      pages += 1;
      memory = Math.max(
        memory,
        Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${server.pid}/status`, 'utf8'))?.[1]) / 1024,
      );
      await setTimeout(20);
    }
  })();
  const start = performance.now();
  await work();
  const took = performance.now() - start;
  isOver = true;
  await reading;
  return { took, memory, longest, pages };
}
