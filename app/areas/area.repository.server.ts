/** Demonstration areas, their towns, villages and steps: reading them together, and the only writes of their tables. */
import { sql } from 'kysely';
import { notFound } from '#app/problem.ts';
import { Stage } from '#app/titles/title.schema.ts';
import { townFor } from '#app/titles/title-step.rules.ts';
import { amendRow } from '#db/amend-row.server.ts';
import type { Db } from '#db/client.server.ts';
import { prepared } from '#db/prepared.ts';
import type { NewRow, Row, RowPatch } from '#db/tables.ts';
import type { AreaWithSteps } from './area.schema.ts';

/** An area as one of its villages sees it. `since` is null where the day is not known. */
export type AreaOfVillage = Pick<Row<'area'>, 'id' | 'kind' | 'name' | 'corridor'> &
  Pick<Row<'areaMember'>, 'since' | 'membership' | 'origin' | 'source'>;

const areasOfVillage = prepared((db, { code }: { code: string }) =>
  db
    .selectFrom('areaMember')
    .innerJoin('area', 'area.id', 'areaMember.areaId')
    .select(['area.id', 'area.kind', 'area.name', 'area.corridor'])
    .select(['areaMember.since', 'areaMember.membership', 'areaMember.origin', 'areaMember.source'])
    .where('areaMember.villageCode', '=', code)
    .orderBy('area.name'),
);

/** The areas that a village belongs to or may belong to, by name. */
export async function listAreasOfVillage(db: Db, code: string): Promise<AreaOfVillage[]> {
  return areasOfVillage(db, { code });
}

/** What the areas that are read are narrowed to. */
interface AreaNarrowing {
  id?: string;
  ids?: readonly string[];
  /** The code of a town that they lie in. */
  town?: string;
  /** Only those of which something waits for the district: a naming, or whether a village is a member. */
  waiting?: true;
}

/** Areas by identity, in a fixed number of queries; there is about one in a county. */
export async function listAreas(db: Db, narrowing: AreaNarrowing = {}): Promise<AreaWithSteps[]> {
  const asked = idsOf(db, narrowing);
  const areas = await db.selectFrom('area').selectAll().where('id', 'in', asked).orderBy('id').execute();
  const towns = await db
    .selectFrom('areaTown')
    .innerJoin('town', 'town.code', 'areaTown.townCode')
    .select(['areaTown.areaId', 'town.code', 'town.name'])
    .where('areaTown.areaId', 'in', asked)
    .orderBy('town.code')
    .execute();
  const members = await db
    .selectFrom('areaMember')
    .innerJoin('village', 'village.code', 'areaMember.villageCode')
    .selectAll('areaMember')
    .select(['village.name', 'village.townCode'])
    .where('areaMember.areaId', 'in', asked)
    .orderBy('areaMember.villageCode')
    .execute();
  const steps = await db
    .selectFrom('areaStep')
    .selectAll('areaStep')
    .select((eb) => [
      eb.selectFrom('account').select('name').whereRef('username', '=', 'areaStep.proposedBy').as('proposerName'),
      eb.selectFrom('account').select('name').whereRef('username', '=', 'areaStep.confirmedBy').as('confirmerName'),
    ])
    .where('areaStep.areaId', 'in', asked)
    .orderBy('areaStep.sequence')
    .execute();
  const [townsOf, membersOf, stepsOf] = [byArea(towns), byArea(members), byArea(steps)];
  return areas.map((area) => ({
    ...area,
    stage: area.stage === null ? null : Stage.parse(area.stage),
    towns: townsOf(area.id),
    members: membersOf(area.id),
    steps: stepsOf(area.id).map((step) => ({ ...step, stage: Stage.parse(step.stage) })),
  }));
}

/** The identities of the areas that are asked for. */
function idsOf(db: Db, { id, ids: those, town, waiting }: AreaNarrowing) {
  let ids = db.selectFrom('area as asked').select('asked.id');
  if (id !== undefined) ids = ids.where('asked.id', '=', id);
  if (those !== undefined) ids = ids.where('asked.id', 'in', those);
  if (town !== undefined)
    ids = ids.where('asked.id', 'in', (eb) =>
      eb.selectFrom('areaTown as lying').select('lying.areaId').where('lying.townCode', '=', town),
    );
  if (waiting) ids = ids.where('asked.id', 'in', idsWaiting(db));
  return ids;
}

/** By literals, which an index of few rows wants. */
const idsWaiting = (db: Db) =>
  db
    .selectFrom('areaStep as step')
    .select('step.areaId')
    .where('step.confirmation', '=', sql.lit('pending' as const))
    .union(
      db
        .selectFrom('areaMember as member')
        .select('member.areaId')
        .where('member.membership', '=', sql.lit('to-be-confirmed' as const)),
    );

/** The rows of each area, without saying so on each of them. */
function byArea<R extends { areaId: string }>(rows: readonly R[]): (id: string) => Omit<R, 'areaId'>[] {
  const known = new Map<string, Omit<R, 'areaId'>[]>();
  for (const { areaId, ...row } of rows) {
    const own = known.get(areaId);
    if (own) own.push(row);
    else known.set(areaId, [row]);
  }
  return (id) => known.get(id) ?? [];
}

/** The areas that bear one of these names. */
export async function listAreasNamed(db: Db, names: readonly string[]): Promise<{ id: string; name: string }[]> {
  return names.length === 0 ? [] : db.selectFrom('area').select(['id', 'name']).where('name', 'in', names).execute();
}

export async function findArea(db: Db, id: string | undefined): Promise<AreaWithSteps | undefined> {
  return id === undefined ? undefined : (await listAreas(db, { id }))[0];
}

/** @throws Problem `not-found` where the register knows no area of this identity */
export async function getArea(db: Db, id: string | undefined): Promise<AreaWithSteps> {
  const area = await findArea(db, id);
  if (!area) throw notFound('这个示范片区');
  return area;
}

/**
 * The town in which a reader deals with an area: his own where it is one of them.
 *
 * @throws Problem `not-found`
 */
export async function getTownOfArea(
  db: Db,
  id: string | undefined,
  reader: { townCode: string | null },
): Promise<string | null> {
  const { towns } = await getArea(db, id);
  return townFor(
    towns.map(({ code }) => code),
    reader,
  );
}

export async function insertArea(trx: Db, area: NewRow<'area'>): Promise<void> {
  await trx.insertInto('area').values(area).execute();
}

export async function updateArea(trx: Db, id: string, patch: RowPatch<'area'> & { change: number }): Promise<void> {
  await amendRow(trx, 'area', { id }, patch);
}

/** Makes the towns of an area exactly these. */
export async function putTowns(trx: Db, areaId: string, towns: readonly string[], change: number): Promise<void> {
  const rows = await trx.selectFrom('areaTown').select('townCode').where('areaId', '=', areaId).execute();
  const present = rows.map(({ townCode }) => townCode);
  for (const townCode of present.filter((code) => !towns.includes(code)))
    await trx.deleteFrom('areaTown').where('areaId', '=', areaId).where('townCode', '=', townCode).execute();
  for (const townCode of towns.filter((code) => !present.includes(code)))
    await trx.insertInto('areaTown').values({ areaId, townCode, change }).execute();
}

export async function insertMember(trx: Db, member: NewRow<'areaMember'>): Promise<void> {
  await trx.insertInto('areaMember').values(member).execute();
}

type MemberKey = Pick<Row<'areaMember'>, 'areaId' | 'villageCode'>;

export async function confirmMembership(trx: Db, { areaId, villageCode }: MemberKey, change: number): Promise<void> {
  await amendRow(trx, 'areaMember', { areaId, villageCode }, { membership: 'confirmed', change });
}

export async function deleteMember(trx: Db, { areaId, villageCode }: MemberKey): Promise<void> {
  await trx.deleteFrom('areaMember').where('areaId', '=', areaId).where('villageCode', '=', villageCode).execute();
}

export async function insertAreaStep(trx: Db, step: NewRow<'areaStep'>): Promise<void> {
  await trx.insertInto('areaStep').values(step).execute();
}

type StepKey = Pick<Row<'areaStep'>, 'areaId' | 'sequence'>;

export async function updateAreaStep(
  trx: Db,
  { areaId, sequence }: StepKey,
  patch: RowPatch<'areaStep'> & { change: number },
): Promise<void> {
  await amendRow(trx, 'areaStep', { areaId, sequence }, patch);
}

/** Who proposed a step or corrected it, in any of its versions. */
export async function listStepProposers(db: Db, { areaId, sequence }: StepKey): Promise<(string | null)[]> {
  const present = db.selectFrom('areaStep').select('proposedBy');
  const earlier = db.selectFrom('areaStepHistory').select('proposedBy');
  const rows = await present
    .where('areaId', '=', areaId)
    .where('sequence', '=', sequence)
    .union(earlier.where('areaId', '=', areaId).where('sequence', '=', sequence))
    .execute();
  return rows.map(({ proposedBy }) => proposedBy);
}
