/** Which engine a handle speaks to: for the few queries that no builder makes alike for both. */
import { type Kysely, PostgresAdapter } from 'kysely';
import type { Tables } from './tables.ts';

export function isPostgres(db: Kysely<Tables>): boolean {
  return db.getExecutor().adapter instanceof PostgresAdapter;
}

export const isPostgresUrl = (url: string) => /^postgres(ql)?:\/\//.test(url);
