import { baseOf, mergeRow } from '#app/changes/merge-row.server.ts';
import type { Db } from '#db/client.server.ts';
import { recordChangeAbout } from '#db/record-change.server.ts';
import { findVillage, getVillage, updateVillage, type Village } from './village.repository.server.ts';
import type { Profile } from './village.schema.ts';

interface Amendment {
  code: string;
  profile: Profile;
  /** The change at which the form was loaded. */
  loadedAt: number;
  /** Fields for which another's value is left standing. */
  left: readonly string[];
  account: string;
  at: Date;
}

/** A change's number (null where nothing was changed) and the fields that somebody else had changed meanwhile. */
export interface Amended {
  change: number | null;
  joined: string[];
}

/**
 * Amends what a town says of its village, merged with what others wrote since the form was loaded.
 *
 * @throws Problem `not-found`; `conflict` with a Conflict where somebody changed the same field
 */
export async function amendVillage(db: Db, amendment: Amendment): Promise<Amended> {
  const { code, profile, loadedAt, left, account, at } = amendment;
  const about = {
    read: (trx: Db) => getVillage(trx, code),
    request: ({ townCode }: Village) => ({ kind: 'village-amend', account, town: townCode, at }) as const,
  };
  const { change, result } = await recordChangeAbout(db, about, async (trx, change, present) => {
    const base = (await baseOf(trx, present, loadedAt, (db) => findVillage(db, code))) ?? present;
    const { merged, joined } = await mergeRow(trx, {
      ...{ table: 'village', key: { code }, loadedAt, latest: change - 1, left },
      ...{ base: profileOf(base), theirs: profileOf(present), mine: profileOf(profile) },
    });
    if (!sameProfile(merged, present)) await updateVillage(trx, code, { ...merged, change });
    return joined;
  });
  return { change, joined: result ?? [] };
}

/** The part of a village that its town describes. */
export function profileOf({ introduction, industry, settlements }: Profile) {
  return { introduction, industry, settlements };
}

function sameProfile(one: Profile, other: Profile): boolean {
  return (
    one.introduction === other.introduction && one.industry === other.industry && one.settlements === other.settlements
  );
}
