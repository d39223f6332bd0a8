import { scopeOf } from '#app/accounts/policy.rules.ts';
import { listChanges } from '#app/changes/change.repository.server.ts';
import { ChangeApiQuery } from '#app/changes/change-query.schema.ts';
import { answerJson } from '#app/http/api.server.ts';
import { parseFields } from '#app/http/forms.server.ts';
import { reads } from '#app/http/guard.server.ts';

/** GET /api/v1/changes?after=N&limit: the changes that the reader's scope reaches, oldest first; `next` is the next `after`. */
export const loader = reads('change.read', (visit) =>
  answerJson(visit, async () => {
    const { register, reader, url, view } = visit;
    const { after, limit } = parseFields(ChangeApiQuery, Object.fromEntries(url.searchParams));
    const filter = { scope: scopeOf(reader), after, before: view.change + 1 };
    const found = await listChanges(register, { ...filter, limit: limit + 1 });
    const items = found.slice(0, limit).map(({ number, at, account, kind, reason, town, undoes, hash }) => ({
      ...{ number, at, account, kind, reason, town, undoes, hash },
    }));
    return { items, next: found.length > limit ? (items.at(-1)?.number ?? null) : null };
  }),
);
