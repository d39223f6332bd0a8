import { scopeOf } from '#app/accounts/policy.rules.ts';
import { reads } from '#app/http/guard.server.ts';
import { getPicture } from '#app/products/picture.repository.server.ts';

/** A product's picture. Its address is its content, so that whoever may see it may keep it. */
export const loader = reads('public.read', async ({ register, params, reader }) => {
  const { bytes, mediaType, isPublic } = await getPicture(register, params.hash ?? '', scopeOf(reader));
  return new Response(Uint8Array.from(bytes), {
    headers: {
      'Content-Type': mediaType,
      'Content-Length': String(bytes.length),
      'Content-Security-Policy': "default-src 'none'; sandbox",
      'Cache-Control': isPublic ? 'public, max-age=31536000, immutable' : 'private, no-cache',
    },
  });
});
