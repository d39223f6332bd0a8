import { type MetaFunction, redirect } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { reads } from '#app/http/guard.server.ts';
import { paths } from '#app/http/paths.ts';
import { findSeal } from '#app/reports/register.repository.server.ts';
import { listSigningKeys } from '#app/statements/signing-key.repository.server.ts';
import { ChainHeadView, SigningKeys } from '#app/statements/statement-view.tsx';
import { Button } from '#app/ui/button.tsx';
import { TextField } from '#app/ui/field.tsx';
import { Page } from '#app/ui/page.tsx';
import { pageTitle } from '#app/ui/page-title.ts';
import { Panel } from '#app/ui/panel.tsx';

export const loader = reads('public.read', async ({ register, url, view }) => {
  const code = url.searchParams.get('code')?.trim() ?? '';
  if (code !== '') throw redirect(paths.verify(code));
  const seal = await findSeal(register, view.change);
  return {
    head: seal ? { number: view.change, ...seal } : null,
    keys: await listSigningKeys(register),
  };
});

export const meta: MetaFunction = () => pageTitle('核验');

export default function VerifyStart() {
  const { head, keys } = useLoaderData<typeof loader>();
  return (
    <Page title="核验" lead="核对一张打印的报告或一个产品标签，或核对登记簿的历史有没有被改动。" width="form">
      <Panel title="核对纸面或标签">
        <form method="get">
          <TextField
            name="code"
            label="核验码"
            hint="印在报告末尾或标签上；也可以直接扫码"
            autoComplete="off"
            required
          />
          <Button>核对</Button>
        </form>
      </Panel>
      {head && (
        <Panel title="登记簿的链首">
          <ChainHeadView head={head} />
        </Panel>
      )}
      <Panel title="签署声明的公钥" lead="Ed25519。请在登记簿之外另存一份，核对声明时以您自己存的为准。">
        <SigningKeys keys={keys} />
      </Panel>
    </Page>
  );
}
