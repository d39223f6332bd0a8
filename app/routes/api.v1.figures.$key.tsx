import { z } from 'zod';
import { answerJson } from '#app/http/api.server.ts';
import { cursorAfter, keyOfCursor } from '#app/http/cursor.server.ts';
import { parseFields } from '#app/http/forms.server.ts';
import { reads } from '#app/http/guard.server.ts';
import { PartPaging } from '#app/http/paging.ts';
import { figureReceiptJson } from '#app/plan/figure-json.rules.ts';
import { getFigure, pageSize } from '#app/plan/receipt.server.ts';
import { Category } from '#app/producers/category.schema.ts';
import { categories } from '#app/producers/category.ts';

const Asked = PartPaging.extend({
  category: z.enum(Category.options, { error: `应为 ${categories.join('、')} 之一` }).optional(),
});

/** GET /api/v1/figures/{key}?asOf&change&town&category&limit&cursor */
export const loader = reads('public.read', (visit) =>
  answerJson(visit, async () => {
    const { db, params, url, view } = visit;
    const { town, category: produce, ...paging } = Object.fromEntries(url.searchParams);
    const { category = null, limit, cursor } = parseFields(Asked, { ...paging, category: produce || undefined });
    const isPart = limit !== undefined || cursor !== undefined;
    const page = isPart ? { after: keyOfCursor(cursor), limit: limit ?? pageSize } : null;
    const figure = await getFigure(db, params.key, { asOf: view.asOf, town: town || null, category, page });
    const next = figure.next === null ? null : cursorAfter(figure.next);
    return { ...figureReceiptJson(figure, view.change, category), next };
  }),
);
