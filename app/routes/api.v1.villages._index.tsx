import { csvList } from '#app/exchange/csv-list.server.ts';
import { answerJson } from '#app/http/api.server.ts';
import { cursorAfter, keyOfCursor } from '#app/http/cursor.server.ts';
import { parseFields } from '#app/http/forms.server.ts';
import { reads } from '#app/http/guard.server.ts';
import { villageItemJson } from '#app/villages/village-json.rules.ts';
import { countVillages, listVillagesAfter } from '#app/villages/village-list.repository.server.ts';
import { VillageApiQuery } from '#app/villages/village-query.schema.ts';

/** GET /api/v1/villages?q&town&level&retention&ended&asOf&change&limit&cursor */
export const loader = reads('public.read', (visit) =>
  answerJson(
    visit,
    async () => {
      const { db, url, view } = visit;
      const { cursor, limit, ...filter } = parseFields(VillageApiQuery, Object.fromEntries(url.searchParams));
      // One more than is sent tells whether there is a next page.
      const found = await listVillagesAfter(db, filter, {
        asOf: view.asOf,
        after: keyOfCursor(cursor),
        limit: limit + 1,
      });
      const items = found.slice(0, limit);
      const last = items.at(-1);
      return {
        items: items.map(villageItemJson),
        next: found.length > limit && last ? cursorAfter(last.code) : null,
        total: await countVillages(db, filter, view.asOf),
      };
    },
    csvList('villages', VillageApiQuery),
  ),
);
