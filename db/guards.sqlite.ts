/**
 * The triggers that keep history on SQLite: nothing in a registered table is inserted, updated or deleted without an
 * open change, and every version that ends goes to the table's history, whoever writes and by whatever way.
 * They are made from the description in `registered.ts` and installed anew after each migration; `verify` compares
 * them. `guards.postgres.ts` makes the same promises there.
 *
 * REPLACE deletes rows without firing delete triggers (SQLite, `recursive_triggers` off, the default of every tool),
 * so an insert or update that would displace another row is refused outright.
 */
import { columnsOf } from './columns.ts';
import { type RegisteredName, registered, registeredNames } from './registered.ts';
import { isInUse } from './unused-attachments.server.ts';

const quote = (name: string) => `"${name}"`;
// Only the last change can be open: another one begins when it is sealed.
const openNumber = '(select number from "change" where number = (select max(number) from "change") and hash is null)';

/** Name and text of each guard trigger. */
export function guardTriggers(): Map<string, string> {
  const triggers = new Map<string, string>();
  const add = (name: string, on: string, body: readonly string[]) =>
    triggers.set(name, `create trigger ${quote(name)} before ${on}\nbegin\n  ${body.join(';\n  ')};\nend`);
  const refuse = (message: string, condition: string) =>
    `select raise(abort, 'register: ${message}') where ${condition}`;

  add('change_insert', 'insert on "change"', [
    refuse('change numbers have no gaps', 'new.number is not (select coalesce(max(number), 0) + 1 from "change")'),
    refuse('another change is open', `${openNumber} is not null`),
    refuse('a change opens without a hash', 'new.hash is not null'),
  ]);
  add('change_update', 'update on "change"', [
    refuse(
      'a change is sealed once and never rewritten',
      `old.hash is not null or new.hash is null or ${[
        'number',
        'at',
        'account',
        'kind',
        'reason',
        'town',
        'undoes',
        'previousHash',
      ]
        .map((column) => `new.${quote(column)} is not old.${quote(column)}`)
        .join(' or ')}`,
    ),
  ]);
  add('change_delete', 'delete on "change"', [refuse('a change is never deleted', 'true')]);
  add('attachment_update', 'update on "attachment"', [refuse('an attachment is never rewritten', 'true')]);
  add('attachment_delete', 'delete on "attachment"', [
    refuse('an attachment in use stays', isInUse('old."hash"', 'instr')),
  ]);
  for (const event of ['update', 'delete'])
    add(`report_${event}`, `${event} on "report"`, [refuse('a kept report is never rewritten', 'true')]);

  for (const table of registeredNames) {
    const { key, unique = [] } = registered[table];
    const match = (columns: readonly string[], of: 'new' | 'old') =>
      columns.map((column) => `${quote(column)} = ${of}.${quote(column)}`).join(' and ');
    const withoutChange = refuse('no open change', `new."change" is not ${openNumber}`);

    add(`${table}_insert`, `insert on ${quote(table)}`, [
      withoutChange,
      ...[key, ...unique].map((columns) =>
        refuse(`${table} has this row`, `exists (select 1 from ${quote(table)} where ${match(columns, 'new')})`),
      ),
    ]);
    add(`${table}_update`, `update on ${quote(table)}`, [
      withoutChange,
      refuse('a key is never rewritten', key.map((c) => `new.${quote(c)} is not old.${quote(c)}`).join(' or ')),
      ...unique.map((columns) =>
        refuse(
          `${table} has this row`,
          `exists (select 1 from ${quote(table)} where ${match(columns, 'new')} and not (${match(key, 'old')}))`,
        ),
      ),
      keepVersion(table, 'new."change"'),
    ]);
    add(`${table}_delete`, `delete on ${quote(table)}`, [
      refuse('no open change', `${openNumber} is null`),
      keepVersion(table, openNumber),
    ]);

    const history = `${table}History`;
    add(`${history}_insert`, `insert on ${quote(history)}`, [
      refuse('history is written by its triggers', `new."endedBy" is not ${openNumber}`),
    ]);
    for (const event of ['update', 'delete'])
      add(`${history}_${event}`, `${event} on ${quote(history)}`, [refuse('history is never rewritten', 'true')]);
  }
  return triggers;
}

/** A version that this very change wrote was never seen by anyone: only versions of earlier changes are kept. */
function keepVersion(table: RegisteredName, endedBy: string): string {
  const columns = columnsOf(table);
  return `insert into ${quote(`${table}History`)} (${columns.map(quote).join(', ')}, "endedBy")
    select ${columns.map((column) => `old.${quote(column)}`).join(', ')}, ${endedBy} where old."change" < ${endedBy}`;
}
