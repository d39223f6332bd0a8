import { csvList } from '#app/exchange/csv-list.server.ts';
import { answerJson } from '#app/http/api.server.ts';
import { apiPage } from '#app/http/api-page.server.ts';
import { parseFields } from '#app/http/forms.server.ts';
import { reads } from '#app/http/guard.server.ts';
import { countProducers, listProducersAfter } from '#app/producers/producer.repository.server.ts';
import { ProducerApiQuery } from '#app/producers/producer.schema.ts';

/** GET /api/v1/producers?q&kind&town&village&asOf&change&limit&cursor. Contacts are never part of it. */
export const loader = reads('public.read', (visit) =>
  answerJson(
    visit,
    async () => {
      const { db, url } = visit;
      const filter = parseFields(ProducerApiQuery, Object.fromEntries(url.searchParams));
      const page = await apiPage(visit, {
        read: (place) => listProducersAfter(db, filter, place),
        total: () => countProducers(db, filter),
      });
      return {
        ...page,
        items: page.items.map(
          ({ id, name, kind, creditCode, townCode, townName, villageCode, villageName, products, origin }) => ({
            ...{ id, name, kind, creditCode, town: { code: townCode, name: townName } },
            village: villageCode === null ? null : { code: villageCode, name: villageName },
            ...{ products, origin },
          }),
        ),
      };
    },
    csvList('producers', ProducerApiQuery),
  ),
);
