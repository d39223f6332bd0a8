import { redirect } from '@remix-run/node';
import { revokeSession } from '#app/accounts/session.repository.server.ts';
import { reads, writes } from '#app/http/guard.server.ts';
import { paths } from '#app/http/paths.ts';
import { endCookie } from '#app/http/session.server.ts';

/** Signing out is a deed: an address alone does nothing but lead home. */
export const loader = reads('session.start', async () => redirect(paths.home()));

export const action = writes('session.start', async ({ visitor, register, context, now }) => {
  if (visitor.session !== null) await revokeSession(register, visitor.session, now.toISOString());
  return redirect(paths.home(), { headers: { 'Set-Cookie': await endCookie(context) } });
});
