/** What goes before every file of tests on PostgreSQL. */
import { dropAfterAll } from './postgres.ts';

dropAfterAll();
