/** What waits for somebody among the villages. `town` narrows to one town; null is all three. */
import { mostCounted } from '#app/counting.ts';
import type { Db } from '#db/client.server.ts';
import { countUpTo } from '#db/count.server.ts';
import { endsOf } from './village-event.repository.server.ts';

/** Villages whose retention waits for the district. */
export function listRetentionProposals(db: Db, town: string | null) {
  return villagesOf(db, town).where('village.retentionProposal', 'is not', null).execute();
}

/** Villages whose retention the district has declined, as long as nobody has written to the village since. */
export function listDeclinedRetentions(db: Db, town: string | null) {
  return villagesOf(db, town)
    .innerJoin('change as last', 'last.number', 'village.change')
    .where('last.kind', '=', 'retention-decline')
    .execute();
}

/** How many standing villages are neither retained nor not, with nothing waiting; up to `mostCounted`. */
export function countUnconfirmed(db: Db, town: string | null, asOf: string): Promise<number> {
  const unconfirmed = standing(db, town, asOf)
    .where('village.retention', '=', 'unconfirmed')
    .where('village.retentionProposal', 'is', null);
  return countUpTo(db, unconfirmed, mostCounted);
}

/** How many standing villages have no ledger of the year; up to `mostCounted`. */
export function countWithoutLedger(db: Db, town: string | null, year: number): Promise<number> {
  const withoutLedger = standing(db, town, `${year}-12-31`).where(({ not, exists, selectFrom }) =>
    not(
      exists(
        selectFrom('statistic')
          .select('statistic.year')
          .whereRef('statistic.villageCode', '=', 'village.code')
          .where('statistic.year', '=', year),
      ),
    ),
  );
  return countUpTo(db, withoutLedger, mostCounted);
}

function villagesOf(db: Db, town: string | null) {
  const villages = db
    .selectFrom('village')
    .innerJoin('town', 'town.code', 'village.townCode')
    .select(['village.code', 'village.name', 'village.retentionProposal', 'village.retentionNote'])
    .select('town.name as townName')
    .orderBy('village.code');
  return town === null ? villages : villages.where('village.townCode', '=', town);
}

/** Villages that had not been merged or abolished by the day. */
function standing(db: Db, town: string | null, asOf: string) {
  const villages = db.selectFrom('village').where(({ not, exists }) => not(exists(endsOf(db, asOf))));
  return town === null ? villages : villages.where('village.townCode', '=', town);
}
