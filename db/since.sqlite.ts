/** What was written to registered tables since a change, as far as committed and seen by the handle that reads: on SQLite the answer is there at once. */
import type SQLite from 'better-sqlite3';
import { LRUCache } from 'lru-cache';
import type { RegisteredName } from './registered.ts';
import { type AskSince, type Extent, few, type Outlook, type Since, soon } from './since.ts';

/** Answers that are remembered. */
const most = 2_000;

/** @returns asks the database what holds now, and remembers what it found until anything is written */
export function outlookOnSqlite(reader: SQLite.Database): Outlook {
  // What others wrote, and what this very handle did.
  const others = reader.prepare<[], number>('pragma data_version').pluck();
  const own = reader.prepare<[], number>('select total_changes()').pluck();
  const known = new LRUCache<string, Since>({ max: most });
  let state = '';
  const since: AskSince = (table, change) => {
    const found = known.get(`${table} ${change}`) ?? ask(reader, table, change);
    known.set(`${table} ${change}`, found);
    return found;
  };
  return {
    ask() {
      const now = `${others.get()}.${own.get()}`;
      if (now !== state) known.clear();
      state = now;
      return since;
    },
  };
}

function ask(reader: SQLite.Database, table: RegisteredName, change: number): Since {
  const put = `select count(*) from (select 1 from "${table}" where "change" > :change limit ${few + 1})`;
  const looked = (condition: string) => `select count(*) as "all", ifnull(sum("change" <= :change), 0) as "earlier"
    from (select "change" from "${table}History" where ${condition} limit ${few + 1})`;
  const { written, ended, earlierEnded, stayed, earlierStayed } =
    reader
      .prepare<[{ change: number }], Record<string, number>>(
        `select (${put}) as "written", e."all" as "ended", e."earlier" as "earlierEnded",
        s."all" as "stayed", s."earlier" as "earlierStayed"
       from (${looked(`"endedBy" > :change and "endedBy" <= :change + ${soon}`)}) e,
        (${looked(`"endedBy" > :change + ${soon} and "endedBy" - "change" > ${soon}`)}) s`,
      )
      .get({ change }) ?? {};
  return {
    put: extentOf(written),
    ended: extentOf(ended, earlierEnded),
    stayed: extentOf(stayed, earlierStayed),
  };
}

/** @param wanted how many of those that were looked at matter */
const extentOf = (rows = 0, wanted = rows): Extent => (rows > few ? 'many' : wanted === 0 ? 'none' : 'few');
