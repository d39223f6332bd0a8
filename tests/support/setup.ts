/** What goes before every file of tests on PostgreSQL. */
import { dropAfterAll } from './postgres.ts';

// Those that run side by side have a cluster each: its word for what has changed knows every database in it.
const clusters = (process.env.TEST_CLUSTERS ?? '').split(' ');
process.env.TEST_DATABASE = clusters[(Number(process.env.VITEST_POOL_ID ?? 1) - 1) % clusters.length];
dropAfterAll();
