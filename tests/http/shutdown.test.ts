import { Agent, get, type IncomingMessage } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { gracefulClose } from '#app/http/shutdown.server.ts';
import { serveForTest } from './serving.ts';

test('the probes: up, ready, and not ready while closing or without a database', async () => {
  const { url, lifetime, db } = await serveForTest();
  const status = async (path: string) => (await fetch(url + path)).status;
  expect([await status('/healthz'), await status('/readyz')]).toEqual([200, 200]);
  lifetime.isClosing = true;
  expect([await status('/healthz'), await status('/readyz')]).toEqual([200, 503]);
  lifetime.isClosing = false;
  await db.destroy();
  expect(await status('/readyz')).toBe(503);
});

test('closing answers what runs, and does not wait for connections that are kept open', async () => {
  const { server, url, lifetime } = await serveForTest({
    pages: () => async (request, response) => {
      if (request.path === '/streaming') response.write('begun ');
      await wait(150);
      response.end('done');
    },
  });
  const close = gracefulClose(server, lifetime);
  const agent = new Agent({ keepAlive: true });
  const idle = await ask(`${url}/healthz`, agent);
  expect(idle.headers.connection).toBe('keep-alive');
  const running = [ask(`${url}/slow`, agent), ask(`${url}/streaming`, agent)];
  await wait(50);
  const begun = performance.now();
  await close();
  expect(performance.now() - begun).toBeLessThan(1_000);
  const [slow, streaming] = await Promise.all(running);
  expect(slow).toMatchObject({ text: 'done', headers: { connection: 'close' } });
  expect(streaming?.text).toBe('begun done');
  agent.destroy();
});

function ask(url: string, agent: Agent): Promise<{ text: string; headers: IncomingMessage['headers'] }> {
  return new Promise((resolve, reject) => {
    get(url, { agent }, (response) => {
      let text = '';
      response.on('data', (chunk) => {
        text += chunk;
      });
      response.on('end', () => resolve({ text, headers: response.headers }));
      response.on('error', reject);
    }).on('error', reject);
  });
}
