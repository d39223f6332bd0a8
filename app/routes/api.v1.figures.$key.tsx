import { z } from 'zod';
import { answerJson } from '#app/http/api.server.ts';
import { parseFields } from '#app/http/forms.server.ts';
import { reads } from '#app/http/guard.server.ts';
import { figureReceiptJson } from '#app/plan/figure-json.rules.ts';
import { getFigure } from '#app/plan/progress.server.ts';
import { Category } from '#app/producers/category.schema.ts';
import { categories } from '#app/producers/category.ts';

const Asked = z.object({
  category: z.enum(Category.options, { error: `应为 ${categories.join('、')} 之一` }).optional(),
});

/** GET /api/v1/figures/{key}?asOf&change&town&category */
export const loader = reads('public.read', (visit) =>
  answerJson(visit, async () => {
    const { db, params, url, view } = visit;
    const town = url.searchParams.get('town') || null;
    const { category = null } = parseFields(Asked, { category: url.searchParams.get('category') || undefined });
    const figure = await getFigure(db, params.key, { asOf: view.asOf, town, category });
    return figureReceiptJson(figure, view.change, category);
  }),
);
