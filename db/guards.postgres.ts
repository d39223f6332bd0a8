/**
 * The triggers that keep history on PostgreSQL: the same promises as those of `guards.sqlite.ts`, made from the same
 * description. Here a row cannot be displaced without its triggers, so nothing need be said of REPLACE; but a table could
 * be emptied by TRUNCATE, and is not.
 */
import { columnsOf } from './columns.ts';
import { type RegisteredName, registered, registeredNames } from './registered.ts';
import { isInUse } from './unused-attachments.server.ts';

/** Whoever opens a change holds this lock until his transaction ends. The number is the register's own, and means nothing. */
export const writersLock = 3101182026;

export interface Guard {
  name: string;
  table: string;
  event: 'insert' | 'update' | 'delete' | 'truncate';
  /** PL/pgSQL. */
  body: string;
}

const quote = (name: string) => `"${name}"`;
// Only the last change can be open: another one begins when it is sealed.
const openNumber = '(select number from "change" where number = (select max(number) from "change") and hash is null)';
const changeColumns = ['number', 'at', 'account', 'kind', 'reason', 'town', 'undoes', 'previousHash'];

export function postgresGuards(): Guard[] {
  const guards: Guard[] = [];
  const add = (table: string, event: Guard['event'], statements: readonly string[]) => {
    const result = event === 'delete' ? 'return old;' : 'return new;';
    const body = ['', 'begin', ...statements.map((statement) => `  ${statement}`), `  ${result}`, 'end', ''].join('\n');
    guards.push({ name: `${table}_${event}`, table, event, body });
  };
  const never = (table: string, what: string, events: readonly Guard['event'][]) => {
    for (const event of events) add(table, event, [`raise exception 'register: ${what}';`]);
  };

  add('change', 'insert', [
    // Also from whoever opens one by hand: the number before his is then there to be seen, or was given up.
    `perform pg_advisory_xact_lock(${writersLock});`,
    refuse(
      'change numbers have no gaps',
      'new.number is distinct from (select coalesce(max(number), 0) + 1 from "change")',
    ),
    refuse('another change is open', `${openNumber} is not null`),
    refuse('a change opens without a hash', 'new.hash is not null'),
  ]);
  const rewritten = changeColumns.map((column) => differs(column)).join(' or ');
  add('change', 'update', [
    refuse('a change is sealed once and never rewritten', `old.hash is not null or new.hash is null or ${rewritten}`),
  ]);
  never('change', 'a change is never deleted', ['delete', 'truncate']);
  never('attachment', 'an attachment is never rewritten', ['update', 'truncate']);
  add('attachment', 'delete', [refuse('an attachment in use stays', isInUse('old."hash"', 'strpos'))]);
  never('report', 'a kept report is never rewritten', ['update', 'delete', 'truncate']);

  for (const table of registeredNames) {
    const { key } = registered[table];
    const withoutChange = refuse('no open change', `new."change" is distinct from ${openNumber}`);
    add(table, 'insert', [withoutChange]);
    add(table, 'update', [
      withoutChange,
      refuse('a key is never rewritten', key.map(differs).join(' or ')),
      keepVersion(table, 'new."change"'),
    ]);
    add(table, 'delete', [refuse('no open change', `${openNumber} is null`), keepVersion(table, openNumber)]);
    never(table, 'a table is never emptied at once', ['truncate']);

    const history = `${table}History`;
    add(history, 'insert', [
      refuse('history is written by its triggers', `new."endedBy" is distinct from ${openNumber}`),
    ]);
    never(history, 'history is never rewritten', ['update', 'delete', 'truncate']);
  }
  return guards;
}

const differs = (column: string) => `new.${quote(column)} is distinct from old.${quote(column)}`;

const refuse = (message: string, condition: string) =>
  `if ${condition} then raise exception 'register: ${message}'; end if;`;

/** A version that this very change wrote was never seen by anyone: only versions of earlier changes are kept. */
function keepVersion(table: RegisteredName, endedBy: string): string {
  const columns = columnsOf(table);
  return `insert into ${quote(`${table}History`)} (${columns.map(quote).join(', ')}, "endedBy")
    select ${columns.map((column) => `old.${quote(column)}`).join(', ')}, ${endedBy} where old."change" < ${endedBy};`;
}
