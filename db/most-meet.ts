import { type Expression, expressionBuilder, type SqlBool, sql } from 'kysely';

/**
 * Whether a text column has a value that most rows have, said so that no index leads to them. SQLite keeps no statistics here: it
 * would take an index of all that was ever accepted for one that leads to a few, and leave the product's own alone.
 */
export const mostMeet = (column: string, value: string): Expression<SqlBool> =>
  expressionBuilder()(sql<string>`${sql.ref(column)} || ''`, '=', value);
