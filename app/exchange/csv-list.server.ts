import type { z } from 'zod';
import { parseFields } from '#app/http/forms.server.ts';
import type { Visit } from '#app/http/guard.server.ts';
import { invalid } from '#app/problem.ts';
import { exportCsv } from './export-sheets.server.ts';
import type { RowKindKey } from './row-kind.ts';

/**
 * A list of the API as CSV: the columns of its export, the whole list at once.
 *
 * @param query what the address may ask for, as for JSON
 * @throws Problem `invalid` for what cannot be read, and for a part of the list
 */
export function csvList(kind: RowKindKey, query: z.ZodType<object>) {
  return ({ url, register, view }: Visit): AsyncIterable<string> => {
    const typed = Object.fromEntries(url.searchParams);
    const parts = ['limit', 'cursor'].filter((name) => name in typed);
    if (parts.length > 0) throw invalid(parts.map((path) => ({ path, message: 'CSV 一次给出整张表，不分页' })));
    const asked = Object.entries(parseFields(query, typed)).filter(([, value]) => value !== undefined);
    return exportCsv(kind, {
      ...{ register, asOf: view.asOf, change: view.change },
      search: Object.fromEntries(asked.map(([name, value]) => [name, String(value)])),
      scope: { town: null, producer: null },
    });
  };
}
