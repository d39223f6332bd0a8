import { dayInShanghai } from '#app/day.ts';
import { dcatCatalogue } from '#app/exchange/catalogue.rules.ts';
import { reads } from '#app/http/guard.server.ts';
import { isDemonstration, lastChangedAt } from '#app/reports/register.repository.server.ts';

/** GET /open-data.jsonld: the open data as catalogues collect them (DCAT 3). */
export const loader = reads('public.read', async ({ present, context, now }) => {
  const { publicUrl, dataLicence: licence } = context.config;
  const modified = dayInShanghai(new Date((await lastChangedAt(present)) ?? now));
  const body = dcatCatalogue({ publicUrl, licence, modified, demo: await isDemonstration(present) });
  return new Response(JSON.stringify(body), { headers: { 'Content-Type': 'application/ld+json' } });
});
