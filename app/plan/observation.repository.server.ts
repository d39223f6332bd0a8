/** Yearly observations of the plan's indicators. */
import { amendRow } from '#db/amend-row.server.ts';
import type { Db } from '#db/client.server.ts';
import type { NewRow, RowPatch } from '#db/tables.ts';
import type { Observation } from './observation.schema.ts';

export async function findObservation(db: Db, key: string, year: number): Promise<Observation | undefined> {
  return db
    .selectFrom('observation')
    .selectAll()
    .where('indicatorKey', '=', key)
    .where('year', '=', year)
    .executeTakeFirst();
}

/** Everything that stood in an observation's row, the oldest first and the present one last. */
export async function versionsOfObservation(db: Db, key: string, year: number) {
  const columns = ['proposedBy', 'confirmation', 'change'] as const;
  const ended = await db
    .selectFrom('observationHistory')
    .select(columns)
    .where('indicatorKey', '=', key)
    .where('year', '=', year)
    .orderBy('change')
    .execute();
  const present = await findObservation(db, key, year);
  return present ? [...ended, present] : ended;
}

export async function insertObservation(trx: Db, row: NewRow<'observation'>): Promise<void> {
  await trx.insertInto('observation').values(row).execute();
}

export async function updateObservation(
  trx: Db,
  { key, year }: { key: string; year: number },
  patch: RowPatch<'observation'>,
): Promise<void> {
  await amendRow(trx, 'observation', { indicatorKey: key, year }, patch);
}

/** What waits for a second person, and what was sent back, in the order of the table. */
export async function listOpenObservations(db: Db) {
  return db
    .selectFrom('observation')
    .innerJoin('indicator', 'indicator.key', 'observation.indicatorKey')
    .leftJoin('account', 'account.username', 'observation.proposedBy')
    .select(['observation.indicatorKey', 'observation.year', 'observation.value', 'observation.confirmation'])
    .select(['observation.proposedBy', 'observation.confirmationReason'])
    .select(['indicator.label', 'indicator.unit', 'account.name as proposerName'])
    .where('observation.confirmation', 'in', ['pending', 'declined'])
    .orderBy('indicator.position')
    .orderBy('observation.year')
    .execute();
}

/** How many wait for somebody other than who entered them last. */
export async function countForAnother(db: Db, username: string): Promise<number> {
  const open = await listOpenObservations(db);
  return open.filter(({ confirmation, proposedBy }) => confirmation === 'pending' && proposedBy !== username).length;
}
