import { openApiDocument } from '#app/exchange/openapi.rules.ts';
import { reads } from '#app/http/guard.server.ts';

/** GET /api/openapi.json: what the JSON interface offers, for programs. `/api` is the same for people. */
export const loader = reads('public.read', async ({ context }) =>
  Response.json(openApiDocument(context.config.publicUrl), { headers: { 'Cache-Control': 'public, max-age=300' } }),
);
