import { listAreas } from '#app/areas/area.repository.server.ts';
import { areasOn, narrowAreas } from '#app/areas/area.rules.ts';
import { AreaApiQuery } from '#app/areas/area.schema.ts';
import { areaJson } from '#app/areas/area-json.rules.ts';
import { csvList } from '#app/exchange/csv-list.server.ts';
import { answerJson } from '#app/http/api.server.ts';
import { apiPage } from '#app/http/api-page.server.ts';
import { parseFields } from '#app/http/forms.server.ts';
import { reads } from '#app/http/guard.server.ts';

/** GET /api/v1/areas?kind&town&stage&asOf&change&limit&cursor */
export const loader = reads('public.read', (visit) =>
  answerJson(
    visit,
    async () => {
      const { db, url, view } = visit;
      const search = parseFields(AreaApiQuery, Object.fromEntries(url.searchParams));
      const listed = narrowAreas(areasOn(await listAreas(db), view.asOf), search).map((one) => ({
        ...one,
        id: one.area.id,
      }));
      const page = await apiPage(visit, {
        read: async ({ after, limit }) => listed.filter(({ id }) => id > after).slice(0, limit),
        total: async () => listed.length,
      });
      return { ...page, items: page.items.map((one) => areaJson(one, view.asOf)) };
    },
    csvList('areas', AreaApiQuery),
  ),
);
