import { scopeOf } from '#app/accounts/policy.rules.ts';
import { getAttachment } from '#app/attachments/attachment.repository.server.ts';
import { reads } from '#app/http/guard.server.ts';

// That the type is not to be guessed is said with every answer: http/security.server.ts.
export const loader = reads('attachment.read', async ({ register, params, reader }) => {
  const { bytes, mediaType, name } = await getAttachment(register, params.hash ?? '', scopeOf(reader));
  return new Response(Uint8Array.from(bytes), {
    headers: {
      'Content-Type': mediaType,
      'Content-Length': String(bytes.length),
      'Content-Disposition': `inline; filename*=UTF-8''${encodeURIComponent(name ?? '附件')}`,
      // Somebody else's file: should it hold a script, none runs, and it reaches nothing of this site.
      'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox",
      'Cache-Control': 'private, no-cache',
    },
  });
});
