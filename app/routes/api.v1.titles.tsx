import { csvList } from '#app/exchange/csv-list.server.ts';
import { answerJson } from '#app/http/api.server.ts';
import { cursorAfter, keyOfCursor } from '#app/http/cursor.server.ts';
import { parseFields } from '#app/http/forms.server.ts';
import { reads } from '#app/http/guard.server.ts';
import { listTitlesWithSteps } from '#app/titles/title.repository.server.ts';
import { TitleApiQuery } from '#app/titles/title.schema.ts';
import { titleJson, titleKey } from '#app/titles/title-json.rules.ts';
import { listedOn, narrowTitles } from '#app/titles/title-list.rules.ts';

/** GET /api/v1/titles?town&programme&stage&village&asOf&change&limit&cursor */
export const loader = reads('public.read', (visit) =>
  answerJson(
    visit,
    async () => {
      const { db, url, view } = visit;
      const { cursor, limit, stage, ...narrowing } = parseFields(TitleApiQuery, Object.fromEntries(url.searchParams));
      const titles = await listTitlesWithSteps(db, narrowing);
      const listed = narrowTitles(listedOn(titles, view.asOf), { stage })
        .map((one) => ({ key: titleKey(one), one }))
        .sort((a, b) => (a.key < b.key ? -1 : 1));
      const after = keyOfCursor(cursor);
      const rest = listed.filter(({ key }) => key > after);
      const sent = rest.slice(0, limit);
      const last = sent.at(-1);
      return {
        items: sent.map(({ one }) => titleJson(one, view.asOf)),
        next: rest.length > limit && last ? cursorAfter(last.key) : null,
        total: listed.length,
      };
    },
    csvList('titles', TitleApiQuery),
  ),
);
