/** Parts of texts in a condition, as a person types them: `%` and `_` mean themselves. Latin letters match in either case. */
import { type Expression, expressionBuilder, type SqlBool, sql } from 'kysely';

const escaped = (text: string) => text.replace(/[\\%_]/g, '\\$&');

/** Whether the column holds the text somewhere. */
export const holds = (column: string, text: string) => isLike(column, `%${escaped(text)}%`);

/** Whether the column begins with the text. */
export const begins = (column: string, text: string) => isLike(column, `${escaped(text)}%`);

// An operator of the builder, not a word in raw SQL: each engine's compiler has its own for it.
function isLike(column: string, pattern: string): Expression<SqlBool> {
  return expressionBuilder()(sql.ref<string>(column), 'like', sql<string>`${pattern} escape '\\'`);
}
