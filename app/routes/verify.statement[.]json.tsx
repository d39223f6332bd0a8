import { reads } from '#app/http/guard.server.ts';
import { signStatement } from '#app/statements/sign-statement.server.ts';
import { signingKeyFile } from '#app/statements/signing-key.server.ts';

/** GET /verify/statement.json?change=N: the signed statement of the chain's head, or of an earlier change. */
export const loader = reads('public.read', async ({ register, view, context }) => {
  const statement = await signStatement(register, signingKeyFile(context.config.databaseUrl), view.change);
  return new Response(`${JSON.stringify(statement, null, 2)}\n`, {
    headers: {
      'Content-Type': 'application/json; charset=utf-8',
      'Content-Disposition': `attachment; filename="statement-${view.change}.json"`,
      'Cache-Control': 'no-cache',
    },
  });
});
