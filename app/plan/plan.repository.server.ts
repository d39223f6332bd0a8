/** The plan, and the rows that its figures are counted from. Reads work on a handle of any register version. */
import { listAreas } from '#app/areas/area.repository.server.ts';
import { listTitlesWithSteps } from '#app/titles/title.repository.server.ts';
import type { Db } from '#db/client.server.ts';
import { readGreenGround } from './green.repository.server.ts';
import type { ObservedGround } from './observed-figure.rules.ts';
import type { PlanGround } from './plan-ground.rules.ts';

/** Everything that the figures of the plan need, in a fixed number of queries however many figures, towns and days are asked for. */
export async function readPlanGround(db: Db): Promise<PlanGround> {
  return {
    towns: await db.selectFrom('town').select(['code', 'name', 'shortName']).orderBy('code').execute(),
    indicators: await db
      .selectFrom('indicator')
      .select(['key', 'label', 'unit', 'sentence', 'place', 'baseline'])
      .where('kind', '=', 'commitment')
      .orderBy('position')
      .execute(),
    targets: await readTargets(db),
    methods: await readMethods(db),
    villages: await db
      .selectFrom('village')
      .select(['code', 'name', 'townCode', 'retention'])
      .orderBy('code')
      .execute(),
    events: await db
      .selectFrom('villageEvent')
      .select(['villageCode', 'kind', 'day', 'oldName'])
      .orderBy('day')
      .execute(),
    titles: await listTitlesWithSteps(db),
    members: await db.selectFrom('areaMember').select(['areaId', 'villageCode', 'since', 'membership']).execute(),
    areas: (await listAreas(db)).map((area) => ({ ...area, towns: area.towns.map(({ code }) => code) })),
    green: await readGreenGround(db),
  };
}

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
