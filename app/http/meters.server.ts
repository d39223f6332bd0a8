/** What is counted of the requests, and the page that Prometheus reads. */
import { collectDefaultMetrics, Histogram, Gauge as PromGauge, Registry } from 'prom-client';

/** One number of the moment, under a name of Prometheus' conventions. */
export interface Gauge {
  name: string;
  help: string;
  labels?: Readonly<Record<string, string>>;
  value: number;
}

/** Since the program started. */
export interface RequestCount {
  since: Date;
  answered: number;
  /** Told to come back later (429). */
  refused: number;
  /** Our own faults (5xx). */
  failed: number;
}

export interface Meters {
  /** Counts and times one answer, by the pattern of its route: an address as it is would name people and grow for ever. */
  note(answer: { method: string; route: string; status: number; seconds: number }): void;
  count(): RequestCount;
  /** The text of `/metrics`: the requests, the process, and the gauges given. */
  text(gauges: readonly Gauge[]): Promise<{ type: string; body: string }>;
}

export function createMeters(clock: () => Date): Meters {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const duration = new Histogram({
    name: 'register_http_request_duration_seconds',
    help: 'Requests by the pattern of their route',
    labelNames: ['method', 'route', 'status'] as const,
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: [registry],
  });
  const counted = { since: clock(), answered: 0, refused: 0, failed: 0 };
  return {
    note({ method, route, status, seconds }) {
      duration.observe({ method: knownMethod(method), route, status: String(status) }, seconds);
      counted.answered += 1;
      if (status === 429) counted.refused += 1;
      if (status >= 500) counted.failed += 1;
    },
    count: () => ({ ...counted }),
    async text(gauges) {
      const momentary = new Registry();
      for (const { name, help, labels = {}, value } of gauges) {
        const known = momentary.getSingleMetric(name);
        const gauge =
          known instanceof PromGauge
            ? known
            : new PromGauge({ name, help, labelNames: Object.keys(labels), registers: [momentary] });
        gauge.set(labels, value);
      }
      return { type: registry.contentType, body: await Registry.merge([registry, momentary]).metrics() };
    },
  };
}

/** A client may send any word as its method. */
const knownMethod = (method: string) => (/^(GET|HEAD|POST)$/.test(method) ? method : 'other');
