/** What the operators' probes ask: is the program up, and may it be sent work. */
import { Router } from 'express';
import type { Db } from '#db/client.server.ts';

/** Where the server stands in its life; the one who closes it says so here. */
export interface Lifetime {
  isClosing: boolean;
}

/** `/healthz` answers as long as the process runs; `/readyz` while the database answers and the server is not closing. */
export function healthRoutes(db: Db, lifetime: Lifetime): Router {
  const router = Router();
  router.get('/healthz', (_request, response) => {
    response.set('Cache-Control', 'no-store').type('text').send('ok\n');
  });
  router.get('/readyz', async (_request, response) => {
    const isReady = !lifetime.isClosing && (await answers(db));
    response.set('Cache-Control', 'no-store').type('text');
    response.status(isReady ? 200 : 503).send(isReady ? 'ready\n' : 'not ready\n');
  });
  return router;
}

async function answers(db: Db): Promise<boolean> {
  try {
    await db.selectNoFrom((expression) => expression.lit(1).as('one')).executeTakeFirstOrThrow();
    return true;
  } catch {
    return false;
  }
}
