import { csvList } from '#app/exchange/csv-list.server.ts';
import { answerJson } from '#app/http/api.server.ts';
import { cursorAfter, keyOfCursor } from '#app/http/cursor.server.ts';
import { parseFields } from '#app/http/forms.server.ts';
import { reads } from '#app/http/guard.server.ts';
import { TitleApiQuery } from '#app/titles/title.schema.ts';
import { titleJson, titleKey } from '#app/titles/title-json.rules.ts';
import { countTitlesAt, listTitlesAfter, openTitleList } from '#app/titles/title-list.repository.server.ts';

/** GET /api/v1/titles?town&programme&stage&village&asOf&change&limit&cursor */
export const loader = reads('public.read', (visit) =>
  answerJson(
    visit,
    async () => {
      const { db, url, view } = visit;
      const { cursor, limit, stage, ...filter } = parseFields(TitleApiQuery, Object.fromEntries(url.searchParams));
      const list = await openTitleList(db, filter, view.asOf);
      const total = await countTitlesAt(list, stage);
      // One more than is sent tells whether there is a next page.
      const found = await listTitlesAfter(list, stage, { after: keyOfCursor(cursor), limit: limit + 1, total });
      const sent = found.slice(0, limit);
      const last = sent.at(-1);
      return {
        items: sent.map((one) => titleJson(one, view.asOf)),
        next: found.length > limit && last ? cursorAfter(titleKey(last)) : null,
        total,
      };
    },
    csvList('titles', TitleApiQuery),
  ),
);
