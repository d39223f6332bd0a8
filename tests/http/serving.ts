/** A server with the register's layers around a page that tells what it was given. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { RequestHandler } from 'express';
import { pino } from 'pino';
import { onTestFinished } from 'vitest';
import { createJoinThrottle, createThrottle, createWriteThrottle } from '#app/accounts/throttle.server.ts';
import { readConfig } from '#app/http/config.server.ts';
import { createApp } from '#app/http/express.server.ts';
import type { Lifetime } from '#app/http/health.server.ts';
import { logOptions } from '#app/http/log.server.ts';
import { createMeters } from '#app/http/meters.server.ts';
import { createTypst } from '#app/reports/typst.server.ts';
import { openDatabase } from '#db/client.server.ts';
import { openReaders } from '#db/readers.server.ts';

interface Serving {
  server: Server;
  url: string;
  lifetime: Lifetime;
  logged: Record<string, unknown>[];
  db: ReturnType<typeof openDatabase>;
}

const noFiles: RequestHandler = (_request, _response, next) => next();

/** The page: the context's own fields as JSON, after the body was read to its end; or why the request was refused. */
const tellAll: Parameters<typeof createApp>[0]['pages'] = (getLoadContext) => async (request, response, next) => {
  try {
    const { requestId, nonce, clientAddress, refusal } = await getLoadContext(request, response);
    if (refusal) return response.status(refusal.status).send(`${request.method} ${request.path} ${refusal.message}`);
    if (request.path === '/fault') throw new Error('a fault of the tests');
    let bytes = 0;
    for await (const chunk of request) bytes += chunk.length;
    response.json({ requestId, nonce, clientAddress, bytes });
  } catch (error) {
    next(error);
  }
};

export async function serveForTest({
  env = {},
  files = noFiles,
  pages = tellAll,
  oversight = { alarms: async () => [], gauges: async () => [] },
}: {
  env?: Record<string, string>;
  files?: RequestHandler;
  pages?: typeof tellAll;
  oversight?: Parameters<typeof createApp>[0]['oversight'];
} = {}): Promise<Serving> {
  const db = openDatabase('file::memory:');
  const lifetime = { isClosing: false };
  const logged: Record<string, unknown>[] = [];
  const log = pino(logOptions, { write: (line: string) => logged.push(JSON.parse(line)) });
  const config = readConfig(env, () => 'a secret of the tests');
  const surroundings = {
    db,
    readers: openReaders(db, null),
    config,
    log,
    clock: () => new Date(),
    throttle: createThrottle(db, () => new Date()),
    joinThrottle: createJoinThrottle(db, () => new Date()),
    writeThrottle: createWriteThrottle(db, () => new Date()),
    typst: createTypst(),
    upkeep: { start: async () => {}, isUnderWay: () => false },
    meters: createMeters(() => new Date()),
    imports: {
      ...{ read: async () => {}, write: async () => {}, undo: async () => 0 },
      ...{ progress: () => null, undoing: () => null },
    },
  };
  const server = createServer(
    createApp({
      ...surroundings,
      lifetime,
      oversight,
      routes: { nameOf: () => '/:page', resourceOf: () => null, takesForms: (path) => path !== '/read-only' },
      files,
      pages,
    }),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    server.close();
    await db.destroy();
  });
  // The server listens on a port, so its address is no pipe's name.
  const { port } = server.address() as AddressInfo;
  return { server, url: `http://127.0.0.1:${port}`, lifetime, logged, db };
}
