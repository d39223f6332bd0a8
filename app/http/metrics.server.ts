/** `/metrics`, for the operators' Prometheus and nobody else. */
import { createHash, timingSafeEqual } from 'node:crypto';
import { type Request, Router } from 'express';
import type { Logger } from 'pino';
import type { Config } from './config.server.ts';
import type { Gauge, Meters } from './meters.server.ts';

interface MetricsParts {
  config: Pick<Config, 'metricsToken' | 'trustProxy'>;
  meters: Meters;
  gauges: () => Promise<Gauge[]>;
  log: Logger;
}

/** To whoever may not, the address does not exist. */
export function metricsRoutes({ config, meters, gauges, log }: MetricsParts): Router {
  const router = Router();
  router.get('/metrics', async (request, response, next) => {
    if (!mayMeasure(request, config)) return next();
    try {
      const { type, body } = await meters.text(await gauges());
      response.set({ 'Cache-Control': 'no-store', 'Content-Type': type }).send(body);
    } catch (error) {
      log.error({ err: error }, 'metrics');
      response.status(500).type('text').send('metrics failed\n');
    }
  });
  return router;
}

/**
 * With the token from anywhere. Without one only from this machine, and only where no proxy stands in front: a proxy on
 * this machine reaches us from loopback too, with the whole world behind it.
 */
function mayMeasure(request: Request, { metricsToken, trustProxy }: MetricsParts['config']): boolean {
  const [, given] = /^Bearer (\S+)$/.exec(request.get('authorization') ?? '') ?? [];
  if (metricsToken !== null && given !== undefined) return isSame(given, metricsToken);
  if (metricsToken !== null || trustProxy > 0) return false;
  const isForwarded = ['forwarded', 'x-forwarded-for', 'x-real-ip', 'via'].some((name) => request.get(name));
  return !isForwarded && /^(::1|(::ffff:)?127\.)/.test(request.socket.remoteAddress ?? '');
}

/** In the same time whatever is given. */
function isSame(given: string, wanted: string): boolean {
  const [a, b] = [given, wanted].map((text) => createHash('sha256').update(text).digest());
  return a !== undefined && b !== undefined && timingSafeEqual(a, b);
}
