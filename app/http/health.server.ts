/** What the operators' probes ask: is the program up, may it be sent work, and what should be looked at. */
import { Router } from 'express';
import type { Logger } from 'pino';
import type { Db } from '#db/client.server.ts';

/** Where the server stands in its life; the one who closes it says so here. */
export interface Lifetime {
  isClosing: boolean;
}

interface HealthParts {
  db: Db;
  lifetime: Lifetime;
  /** The keys of the alarms that hold. */
  alarms: () => Promise<string[]>;
  log: Logger;
}

/**
 * `/healthz` answers as long as the process runs; `/readyz` while the database answers and the server is not closing.
 * An alarm is a further line and not a refusal: a full disk stops writers, and taking the server out would stop readers too.
 */
export function healthRoutes({ db, lifetime, alarms, log }: HealthParts): Router {
  const router = Router();
  router.get('/healthz', (_request, response) => {
    response.set('Cache-Control', 'no-store').type('text').send('ok\n');
  });
  router.get('/readyz', async (_request, response) => {
    const isReady = !lifetime.isClosing && (await answers(db));
    response.set('Cache-Control', 'no-store').type('text');
    if (!isReady) return response.status(503).send('not ready\n');
    const keys = await alarms().catch((error: unknown) => {
      log.error({ err: error }, 'alarms');
      return ['unknown'];
    });
    return response.send(['ready', ...keys.map((key) => `alarm: ${key}`), ''].join('\n'));
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
