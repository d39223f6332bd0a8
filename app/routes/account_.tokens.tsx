import { type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { makeToken } from '#app/accounts/make-token.server.ts';
import { listTokens, revokeToken } from '#app/accounts/token.repository.server.ts';
import { MakeToken } from '#app/accounts/token.schema.ts';
import { TokenForm } from '#app/accounts/token-form.tsx';
import { TokenList } from '#app/accounts/token-list.tsx';
import { reads, writes } from '#app/http/guard.server.ts';
import { paths } from '#app/http/paths.ts';
import { Notice } from '#app/ui/notice.tsx';
import { Page } from '#app/ui/page.tsx';
import { pageTitle } from '#app/ui/page-title.ts';
import { Panel } from '#app/ui/panel.tsx';

export const handle = { interactive: true };

export const loader = reads('key.own', async ({ register, reader, now, url }) => ({
  tokens: (await listTokens(register, reader.username, now.toISOString())).map(
    ({ id, name, scope, createdAt, endsAt, lastUsedAt }) => ({ id, name, scope, createdAt, endsAt, lastUsedAt }),
  ),
  revoked: url.searchParams.get('done') === 'revoked',
}));

export const action = writes('key.own', async ({ wire, form, register, reader, now }) => {
  const { username } = reader;
  if (wire.fields.intent === 'revoke') {
    await revokeToken(register, { id: wire.fields.id ?? '', username, at: now.toISOString() });
    return redirect(paths.accountTokens({ done: 'revoked' }));
  }
  // Answered on the page itself: a key does not travel in an address.
  return { token: await makeToken(register, form(MakeToken), { username, now }) };
});

export const meta: MetaFunction = () => pageTitle('访问令牌');

export default function MyTokens() {
  const { tokens, revoked } = useLoaderData<typeof loader>();
  const result = useActionData<typeof action>();
  const failure = result !== undefined && 'problem' in result ? result : null;
  const token = result !== undefined && 'token' in result ? result.token : null;
  return (
    <Page
      title="访问令牌"
      lead="另一套系统凭令牌，以您的账户读取数据接口，只读不写。"
      crumbs={[{ href: paths.account(), label: '我的账户' }]}
      width="form"
    >
      {revoked && token === null && <Notice tone="success">令牌已停用，使用它的系统从现在起读不到数据。</Notice>}
      {token !== null && (
        <Notice tone="success" title="令牌已生成，只显示这一次">
          <code id="token" className="my-2 block break-all bg-white px-3 py-2 select-all">
            {token}
          </code>
          <p>
            随每次请求在请求头里发送：<code className="break-all">Authorization: Bearer {'<令牌>'}</code>
          </p>
        </Notice>
      )}
      {failure !== null && failure.problem.errors.length === 0 && (
        <Notice tone="error">{failure.problem.message}</Notice>
      )}
      <Panel title="现有令牌">
        <TokenList tokens={tokens} />
      </Panel>
      <Panel title="生成令牌">
        <TokenForm values={failure?.values ?? {}} problems={failure?.problem.errors ?? []} />
      </Panel>
    </Page>
  );
}
