/** Parts of texts in a condition, as a person types them: `%` and `_` mean themselves. */
import { type RawBuilder, sql } from 'kysely';

const escaped = (text: string) => text.replace(/[\\%_]/g, '\\$&');

/** Whether the column holds the text somewhere. Letters are compared as they are. */
export function holds(column: string, text: string): RawBuilder<boolean> {
  return sql<boolean>`${sql.ref(column)} like ${`%${escaped(text)}%`} escape '\\'`;
}

/** Whether the column begins with the text. */
export function begins(column: string, text: string): RawBuilder<boolean> {
  return sql<boolean>`${sql.ref(column)} like ${`${escaped(text)}%`} escape '\\'`;
}
