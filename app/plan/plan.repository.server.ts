/** The plan, and the rows that its figures are counted from. Reads work on a handle of any register version. */
import { listAreas } from '#app/areas/area.repository.server.ts';
import { listTitlesWithSteps } from '#app/titles/title.repository.server.ts';
import { listTowns } from '#app/villages/town.repository.server.ts';
import type { Db } from '#db/client.server.ts';
import { fewIds } from '#db/few-ids.server.ts';
import type { AreaRow } from './figure-input.rules.ts';
import { readGreenGround } from './green.repository.server.ts';
import type { ObservedGround } from './observed-figure.rules.ts';
import type { PlanGround } from './plan-ground.rules.ts';

/**
 * Everything that the figures of the plan need, in a fixed number of queries however many figures, towns and days are asked for.
 *
 * @param town the code of the one town that is asked about: nothing of the others is read; null for all
 */
export async function readPlanGround(db: Db, town: string | null): Promise<PlanGround> {
  const narrowing = town === null ? {} : { town };
  return {
    ...(await readFrame(db)),
    ...(await readVillages(db, narrowing)),
    towns: await listTowns(db, narrowing),
    areas: await readAreas(db, narrowing),
    green: await readGreenGround(db, narrowing),
    tallies: null,
  };
}

/** Of figures that are told without their rows. */
export const noRows = {
  ...{ towns: [], villages: [], events: [], titles: [], members: [], areas: [] },
  green: { products: [], certificates: [], outputs: [], localOutputs: [] },
} satisfies Partial<PlanGround>;

/** The commitments of the plan, their targets and methods: few, however large the register. */
export async function readFrame(db: Db): Promise<Pick<PlanGround, 'indicators' | 'targets' | 'methods'>> {
  return {
    indicators: await db
      .selectFrom('indicator')
      .select(['key', 'label', 'unit', 'sentence', 'place', 'baseline'])
      .where('kind', '=', 'commitment')
      .orderBy('position')
      .execute(),
    targets: await readTargets(db),
    methods: await readMethods(db),
  };
}

type Narrowing = { town?: string; villages?: readonly string[] };

/**
 * Villages with their lineage, titles and memberships: all, those of a town, or those of some codes.
 *
 * @param programmes those whose titles are read; all where there are none
 */
export async function readVillages(
  db: Db,
  narrowing: Narrowing,
  programmes?: readonly string[],
): Promise<Pick<PlanGround, 'villages' | 'events' | 'titles' | 'members'>> {
  const asked = await codesOf(db, narrowing);
  return {
    ...(await lineagesOf(db, narrowing, asked)),
    titles: await listTitlesWithSteps(db, { ...narrowing, ...(programmes && { programmes }) }),
    members: await db
      .selectFrom('areaMember')
      .select(['areaId', 'villageCode', 'since', 'membership'])
      .$if(asked !== null, (query) => query.where('villageCode', 'in', asked ?? []))
      .execute(),
  };
}

/** Demonstration areas as figures count them: all, those of a town, or some. */
export async function readAreas(db: Db, narrowing: { town?: string; ids?: readonly string[] }): Promise<AreaRow[]> {
  const areas = await listAreas(db, narrowing);
  return areas.map((area) => ({ ...area, towns: area.towns.map(({ code }) => code) }));
}

/** Villages and what became of them. */
export async function readLineages(db: Db, narrowing: Narrowing): Promise<Pick<PlanGround, 'villages' | 'events'>> {
  return lineagesOf(db, narrowing, await codesOf(db, narrowing));
}

async function lineagesOf(db: Db, { town, villages: codes }: Narrowing, asked: Codes) {
  return {
    villages: await db
      .selectFrom('village')
      .select(['code', 'name', 'townCode', 'retention'])
      .$if(town !== undefined, (query) => query.where('townCode', '=', String(town)))
      .$if(codes !== undefined, (query) => query.where('code', 'in', codes ?? []))
      .orderBy('code')
      .execute(),
    events: await db
      .selectFrom('villageEvent')
      .select(['villageCode', 'kind', 'day', 'oldName'])
      .$if(asked !== null, (query) => query.where('villageCode', 'in', asked ?? []))
      .orderBy('day')
      .execute(),
  };
}

type Codes = Awaited<ReturnType<typeof codesOf>>;

/** The villages that are asked about; null for all. */
async function codesOf(db: Db, { town, villages }: Narrowing) {
  if (town === undefined) return villages ?? null;
  return fewIds(db, db.selectFrom('village').select('code as id').where('townCode', '=', town));
}

/** Whether there are no more towns than stand beside each other on a page. */
export async function hasFewTowns(db: Db): Promise<boolean> {
  const rows = await db
    .selectFrom('town')
    .select('code')
    .limit(mostTowns + 1)
    .execute();
  return rows.length <= mostTowns;
}

const mostTowns = 12;

/** The rules of the plan's figures in all their versions, each with the figure that it is for. */
export async function listMethods(db: Db) {
  return db
    .selectFrom('method')
    .innerJoin('indicator', 'indicator.key', 'method.indicatorKey')
    .select(['method.indicatorKey', 'method.version', 'method.text', 'method.inForceFrom', 'indicator.label'])
    .orderBy('indicator.position')
    .execute();
}

/** The twenty indicators of table 1 with all their yearly observations, whatever their state. */
export async function readObservedGround(db: Db): Promise<ObservedGround> {
  return {
    indicators: await db
      .selectFrom('indicator')
      .select(['key', 'label', 'unit', 'sentence', 'place', 'baseline', 'domain', 'attribute', 'position'])
      .where('kind', '=', 'indicator')
      .orderBy('position')
      .execute(),
    targets: await readTargets(db),
    methods: await readMethods(db),
    observations: await db.selectFrom('observation').selectAll().orderBy('year').execute(),
  };
}

function readTargets(db: Db) {
  return db.selectFrom('target').select(['indicatorKey', 'version', 'kind', 'text', 'value', 'inForceFrom']).execute();
}

function readMethods(db: Db) {
  return db.selectFrom('method').select(['indicatorKey', 'version', 'text', 'settings', 'inForceFrom']).execute();
}
