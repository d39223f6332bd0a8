/**
 * Writes changes faster than commands do: each row once, in its last version, the versions before it straight into the
 * history, and each change sealed when it is made, since everything that it wrote is at hand. Guards, foreign keys,
 * indexes and the disk's assurance are off meanwhile: `verify` is asked afterwards.
 */
import type SQLite from 'better-sqlite3';
import { lineOf, sealHash } from '#db/chain.server.ts';
import { columnsOf } from '#db/columns.ts';
import type { RegisteredName } from '#db/registered.ts';
import type { ChangeKind } from '#db/tables.ts';
import type { Value, Version } from '#db/versions.server.ts';

type Values = Record<string, Value>;

/** A row of the register, in the version in force. */
export interface Live {
  table: RegisteredName;
  row: Version;
}

export interface Entry {
  kind: ChangeKind;
  account: string | null;
  town?: string | null;
  reason?: string | null;
}

/** What a change writes with. */
export interface Pen {
  change: number;
  /** The day of the change in Shanghai. */
  today: string;
  put(table: RegisteredName, values: Values): Live;
  amend(live: Live, patch: Values): void;
  end(live: Live): void;
}

export class Loader {
  /** Row versions written, those of changes included. */
  rows = 0;
  number: number;
  readonly #sqlite: SQLite.Database;
  readonly #statements = new Map<string, SQLite.Statement>();
  readonly #clock: (number: number) => Date;
  readonly #open = new Set<Live>();
  #hash: string;

  /** @param clock the instant of each change */
  constructor(sqlite: SQLite.Database, clock: (number: number) => Date) {
    this.#sqlite = sqlite;
    this.#clock = clock;
    const last = sqlite.prepare('select "number", "hash" from "change" order by "number" desc limit 1').get();
    ({ number: this.number, hash: this.#hash } = last as { number: number; hash: string });
  }

  record({ kind, account, town = null, reason = null }: Entry, write: (pen: Pen) => void): void {
    const change = this.number + 1;
    const at = this.#clock(change);
    const lines: string[] = [];
    const pen: Pen = {
      change,
      get today() {
        return new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 10);
      },
      put: (table, values) => {
        const live: Live = { table, row: { ...values, change } };
        lines.push(lineOf(table, 'put', live.row).line);
        this.#open.add(live);
        return live;
      },
      amend: (live, patch) => {
        this.#endVersion(live, change, lines);
        live.row = { ...live.row, ...patch, change };
        lines.push(lineOf(live.table, 'put', live.row).line);
        this.#open.add(live);
      },
      end: (live) => {
        this.#endVersion(live, change, lines);
        this.#open.delete(live);
      },
    };
    write(pen);
    const opened = { number: change, at: at.toISOString(), account, kind, reason, town, undoes: null };
    const previousHash = this.#hash;
    this.#hash = sealHash({ ...opened, previousHash }, lines);
    this.#insert('change', changeColumns, { ...opened, previousHash, hash: this.#hash });
    this.number = change;
  }

  /** Writes the rows in force: nothing more is to become of them. */
  settle(): void {
    for (const { table, row } of this.#open) this.#insert(table, columnsOf(table), row);
    this.#open.clear();
  }

  #endVersion({ table, row }: Live, endedBy: number, lines: string[]): void {
    const ended = { ...row, endedBy };
    lines.push(lineOf(table, 'end', ended).line);
    this.#insert(`${table}History`, [...columnsOf(table), 'endedBy'], ended);
  }

  #insert(table: string, columns: readonly string[], row: Readonly<Values>): void {
    let statement = this.#statements.get(table);
    if (statement === undefined) {
      const names = columns.map((column) => `"${column}"`).join(', ');
      // A row of the facts that was amended takes its own place.
      statement = this.#sqlite.prepare(
        `insert or replace into "${table}" (${names}) values (${columns.map(() => '?').join(', ')})`,
      );
      this.#statements.set(table, statement);
    }
    statement.run(columns.map((column) => row[column] ?? null));
    this.rows += 1;
  }
}

const changeColumns = ['number', 'at', 'account', 'kind', 'reason', 'town', 'undoes', 'previousHash', 'hash'];
