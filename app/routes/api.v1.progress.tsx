import { answerJson } from '#app/http/api.server.ts';
import { reads } from '#app/http/guard.server.ts';
import { figureJson } from '#app/plan/figure-json.rules.ts';
import { getProgress } from '#app/plan/progress.server.ts';

/** GET /api/v1/progress?asOf&change */
export const loader = reads('public.read', (visit) =>
  answerJson(visit, async () => {
    const { asOf, change } = visit.view;
    const figures = await getProgress(visit.db, { asOf });
    return { asOf, change, figures: figures.map((figure) => figureJson(figure, change)) };
  }),
);
