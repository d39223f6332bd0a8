import { answerJson } from '#app/http/api.server.ts';
import { reads } from '#app/http/guard.server.ts';
import { figureReceiptJson } from '#app/plan/figure-json.rules.ts';
import { getFigure } from '#app/plan/progress.server.ts';
import { Category } from '#app/producers/category.ts';

/** GET /api/v1/figures/{key}?asOf&change&town&category */
export const loader = reads('public.read', (visit) =>
  answerJson(visit, async () => {
    const { db, params, url, view } = visit;
    const town = url.searchParams.get('town') || null;
    const category = url.searchParams.get('category') || null;
    const figure = await getFigure(db, params.key, { asOf: view.asOf, town, category });
    return figureReceiptJson(figure, view.change, Category.safeParse(category).data ?? null);
  }),
);
