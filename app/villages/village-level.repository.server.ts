/** The level that a village holds on a day, as the highest rank that its titles give. */
import { type ExpressionBuilder, expressionBuilder, sql } from 'kysely';
import type { Db } from '#db/client.server.ts';
import { prepared } from '#db/prepared.ts';
import type { Tables } from '#db/tables.ts';
import { type Level, levels } from './level.rules.ts';

const rankOfVillage = prepared((db, { code, asOf }: { code: string; asOf: string }) =>
  rankOn(db, asOf).where('title.villageCode', '=', code),
);

/** A village's level on a day; the list's own sum for one village. */
export async function getLevelOfVillage(db: Db, code: string, asOf: string): Promise<Level | null> {
  const [row] = await rankOfVillage(db, { code, asOf });
  return levelOfRank(row?.rank ?? null);
}

/** The rank of a row of `village`, of the query that asks. Reckoned for the villages of a page alone. */
export function rankOfRow(asOf: string) {
  if (worded?.asOf !== asOf) worded = { asOf, rank: wordRankOfRow(asOf) };
  return worded.rank;
}

const wordRankOfRow = (asOf: string) =>
  rankOn(expressionBuilder<Tables, never>(), asOf).whereRef('title.villageCode', '=', sql.ref('village.code'));

/** The last one: building it takes longer than all else that is built for a list, and most lists are of today. */
let worded: { asOf: string; rank: ReturnType<typeof wordRankOfRow> } | undefined;

/**
 * The highest rank that titles give on a day: those named and confirmed by then and not revoked by then (domain, section 3).
 * The rule itself is titles' `standingOn`; a test holds the two together.
 */
function rankOn(builder: Pick<ExpressionBuilder<Tables, never>, 'selectFrom'>, asOf: string) {
  return (
    builder
      .selectFrom('title')
      // Nothing is joined: as known at a change, SQLite asks a join in every mixture of present and past.
      .select((eb) => rankOfProgramme(eb).as('rank'))
      // The first and not `max()`, for which SQLite, reading as known at a change, would put all titles together first.
      .orderBy('rank', (by) => by.desc().nullsLast())
      .limit(1)
      .where(({ exists, selectFrom }) =>
        exists(
          selectFrom('titleStep as naming')
            .select('naming.sequence')
            .whereRef('naming.titleId', '=', 'title.id')
            .where('naming.stage', '=', 'named')
            .where('naming.confirmation', '=', 'confirmed')
            .where('naming.day', '<=', asOf),
        ),
      )
      .where(({ not, exists, selectFrom }) =>
        not(
          exists(
            selectFrom('titleStep as revocation')
              .select('revocation.sequence')
              .whereRef('revocation.titleId', '=', 'title.id')
              .where('revocation.stage', '=', 'revoked')
              .where('revocation.day', '<=', asOf)
              .where((eb) =>
                eb.or([eb('revocation.confirmation', 'is', null), eb('revocation.confirmation', '!=', 'declined')]),
              ),
          ),
        ),
      )
  );
}

export const rankOf = (level: Level) => levels.length - levels.indexOf(level);
export const levelOfRank = (rank: number | null) => levels.find((level) => rankOf(level) === rank) ?? null;

/** Null where the programme has no level. */
function rankOfProgramme(eb: ExpressionBuilder<Tables, 'title'>) {
  return eb
    .selectFrom('programme')
    .select((of) =>
      of
        .case('programme.level')
        .when('city')
        .then(of.lit(rankOf('city')))
        .when('district')
        .then(of.lit(rankOf('district')))
        .when('village')
        .then(of.lit(rankOf('village')))
        .end()
        .as('rank'),
    )
    .whereRef('programme.key', '=', 'title.programmeKey');
}
