import { may } from '#app/accounts/policy.rules.ts';
import { mergeRow } from '#app/changes/merge-row.server.ts';
import { invalid } from '#app/problem.ts';
import type { Author } from '#app/titles/start-title.server.ts';
import { townFor } from '#app/titles/title-step.rules.ts';
import type { Amended } from '#app/villages/amend-village.server.ts';
import { listTowns } from '#app/villages/town.repository.server.ts';
import type { Db } from '#db/client.server.ts';
import { newId } from '#db/id.server.ts';
import { knownAt } from '#db/known-at.ts';
import { recordChange } from '#db/record-change.server.ts';
import {
  findArea,
  getArea,
  getTownOfArea,
  insertArea,
  listAreasNamed,
  putTowns,
  updateArea,
} from './area.repository.server.ts';
import { checkArea } from './area.rules.ts';
import type { AreaWithSteps, SaveArea } from './area.schema.ts';

interface Saving {
  said: SaveArea;
  /** The codes of the towns that were ticked; only the district is asked. */
  ticked: readonly string[];
}

/**
 * Registers an area, without a step yet. A town's office registers one of its own town, which does not count towards
 * the plan until the district says so.
 *
 * @throws Problem `invalid` with the fields at fault
 */
export async function startArea(
  register: Db,
  { said, ticked }: Saving,
  { reader, now }: Author,
): Promise<{ id: string; change: number | null }> {
  const district = may(reader, 'area.confirm');
  const { kind, name, corridor, note } = said;
  const towns = district ? await knownTowns(register, ticked) : [reader.townCode ?? ''];
  const id = newId();
  const what = { kind: 'area-amend', account: reader.username, town: townFor(towns, reader), at: now } as const;
  const { change } = await recordChange(register, what, async (trx, change) => {
    const errors = checkArea({ name, towns }, await listAreasNamed(trx, [name]), []);
    if (errors.length > 0) throw invalid(errors);
    const countsTowardsPlan = district ? said.countsTowardsPlan : 0;
    await writeNewArea(trx, id, { kind, name, corridor, note, countsTowardsPlan }, { towns, change });
  });
  return { id, change };
}

interface Written {
  /** The codes of its towns. */
  towns: readonly string[];
  change: number;
}

type SaidOfArea = Omit<SaveArea, 'change'>;

/** Writes an area without a step, checked, as part of a change. */
export async function writeNewArea(trx: Db, id: string, said: SaidOfArea, { towns, change }: Written): Promise<void> {
  await insertArea(trx, { id, ...said, stage: null, awardYear: null, origin: 'entered', source: null, change });
  await putTowns(trx, id, towns, change);
}

/** Writes what is said of an area, checked, as part of a change. */
export async function writeArea(trx: Db, id: string, said: SaidOfArea, { towns, change }: Written): Promise<void> {
  await updateArea(trx, id, { ...said, change });
  await putTowns(trx, id, towns, change);
}

/**
 * Amends what is said of an area, merged with what others wrote since the form was loaded.
 *
 * @param saving `left`: fields for which another's value is left standing
 * @throws Problem `not-found`; `conflict` with a Conflict; `invalid` for a name that is taken and for towns that leave
 *   a member village outside
 */
export async function amendArea(
  register: Db,
  { id, said, ticked, left }: Saving & { id: string; left: readonly string[] },
  { reader, now }: Author,
): Promise<Amended> {
  const district = may(reader, 'area.confirm');
  const town = await getTownOfArea(register, id, reader);
  const what = { kind: 'area-amend', account: reader.username, town, at: now } as const;
  const { change, result } = await recordChange(register, what, async (trx, change) => {
    const present = await getArea(trx, id);
    const base = (await findArea(knownAt(trx, said.change), id)) ?? present;
    const theirs = saidOf(present);
    const own = [...present.towns, ...base.towns].map(({ code }) => code);
    const known = await listTowns(trx, { codes: [...own, ...ticked] });
    // Towns are merged as one text of their names: two districts that choose differently are asked like for any field.
    const towns = namesOf(known.filter(({ code }) => ticked.includes(code)));
    const { kind, name, corridor, note, countsTowardsPlan } = said;
    const asked = district ? { countsTowardsPlan, towns } : {};
    const { merged, joined } = await mergeRow(trx, {
      ...{ table: 'area', key: { id }, loadedAt: said.change, latest: change - 1, left },
      ...{ base: saidOf(base), theirs, mine: { ...saidOf(base), kind, name, corridor, note, ...asked } },
    });
    if (saidFields.every((field) => merged[field] === theirs[field])) return joined;
    const codes = known.filter((one) => merged.towns.split('、').includes(one.name)).map(({ code }) => code);
    const others = (await listAreasNamed(trx, [merged.name])).filter((area) => area.id !== id);
    const errors = checkArea({ name: merged.name, towns: codes }, others, present.members);
    if (errors.length > 0) throw invalid(errors);
    const { towns: _, ...row } = merged;
    await writeArea(trx, id, row, { towns: codes, change });
    return joined;
  });
  return { change, joined: result ?? [] };
}

const saidFields = ['kind', 'name', 'corridor', 'note', 'countsTowardsPlan', 'towns'] as const;

/** What an office may say of an area; its towns as one text of their names. */
export function saidOf({ kind, name, corridor, note, countsTowardsPlan, towns }: AreaWithSteps) {
  return { kind, name, corridor, note, countsTowardsPlan, towns: namesOf(towns) };
}

const namesOf = (towns: readonly { name: string }[]) => towns.map(({ name }) => name).join('、');

async function knownTowns(register: Db, ticked: readonly string[]): Promise<string[]> {
  return (await listTowns(register, { codes: ticked })).map(({ code }) => code);
}
