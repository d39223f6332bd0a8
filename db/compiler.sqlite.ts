/** Kysely's queries in SQLite's words. */
import { SqliteQueryCompiler } from 'kysely';

/**
 * A value is handed over with a plus, which says nothing. Where a bare parameter stands beside a column of a partial index, or
 * behind `like`, SQLite plans the statement anew each time it is run, in case that this value allows another plan: that takes
 * longer than most statements take to run, and longest where present and past are read together.
 */
export class RegisterCompiler extends SqliteQueryCompiler {
  protected override getCurrentParameterPlaceholder(): string {
    return '+?';
  }
}
