import { AreaApiQuery } from '#app/areas/area.schema.ts';
import { areaJson } from '#app/areas/area-json.rules.ts';
import { countAreas, listAreasAfter } from '#app/areas/area-list.repository.server.ts';
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
      const { asOf } = view;
      const page = await apiPage(visit, {
        read: async (place) =>
          (await listAreasAfter(db, search, { asOf, ...place })).map((one) => ({ ...one, id: one.area.id })),
        total: () => countAreas(db, search, asOf),
      });
      return { ...page, items: page.items.map((one) => areaJson(one, asOf)) };
    },
    csvList('areas', AreaApiQuery),
  ),
);
