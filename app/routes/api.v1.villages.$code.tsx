import { listAreasOfVillage } from '#app/areas/area.repository.server.ts';
import { answerJson } from '#app/http/api.server.ts';
import { reads } from '#app/http/guard.server.ts';
import { listStatistics } from '#app/villages/statistic.repository.server.ts';
import { getVillage } from '#app/villages/village.repository.server.ts';
import { listLineage } from '#app/villages/village-event.repository.server.ts';
import { villageJson } from '#app/villages/village-json.rules.ts';
import { getLevelOfVillage } from '#app/villages/village-level.repository.server.ts';

/** GET /api/v1/villages/{code}?asOf&change */
export const loader = reads('public.read', (visit) =>
  answerJson(visit, async () => {
    const { db, params, view } = visit;
    const village = await getVillage(db, params.code);
    const { code } = village;
    const areas = await listAreasOfVillage(db, code);
    const parts = {
      village,
      level: await getLevelOfVillage(db, code, view.asOf),
      lineage: await listLineage(db, code),
      ledgers: await listStatistics(db, code),
      asOf: view.asOf,
    };
    return {
      ...villageJson(parts),
      areas: areas.map(({ id, name, kind, since, membership }) => ({ id, name, kind, since, membership })),
    };
  }),
);
