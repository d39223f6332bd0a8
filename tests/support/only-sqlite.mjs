/** Files of tests that say nothing of a register on PostgreSQL, and why: `npm run test:postgres` names them and leaves them out. */
export const onlySqlite = {
  'tests/durability/power-cut.test.ts': 'cuts the write-ahead log of an SQLite file at any byte',
  'tests/durability/rolled-back.test.ts': 'lets SQLite end a transaction by itself',
  'tests/durability/synced.test.ts': 'watches how the log of an SQLite file is synced',
  'tests/durability/full-disk.test.ts': 'fills the disk under an SQLite file',
  'tests/durability/upgrades.test.ts': 'opens the SQLite files of earlier schemas; there is none of PostgreSQL yet',
};
