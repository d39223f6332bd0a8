import { answerJson } from '#app/http/api.server.ts';
import { apiPage } from '#app/http/api-page.server.ts';
import { reads } from '#app/http/guard.server.ts';
import { indicatorJson } from '#app/plan/figure-json.rules.ts';
import { getIndicators } from '#app/plan/progress.server.ts';

/** GET /api/v1/indicators?asOf&change&limit&cursor: table 1 of the plan in its order. */
export const loader = reads('public.read', (visit) =>
  answerJson(visit, async () => {
    const { asOf, change } = visit.view;
    const listed = (await getIndicators(visit.db, { asOf })).map((each) => indicatorJson(each, change));
    return apiPage(visit, {
      // In the table's order, which is not that of the keys: indicator-10 stands behind indicator-9.
      read: async ({ after, limit }) => {
        const begin = listed.findIndex(({ id }) => id === after) + 1;
        return listed.slice(begin, begin + limit);
      },
      total: async () => listed.length,
    });
  }),
);
