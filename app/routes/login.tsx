import { type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { listDemoAccounts } from '#app/accounts/account.repository.server.ts';
import { SignIn } from '#app/accounts/account.schema.ts';
import { signIn } from '#app/accounts/sign-in.server.ts';
import { SignInForm } from '#app/accounts/sign-in-form.tsx';
import { formState } from '#app/http/form-state.ts';
import { reads, writes } from '#app/http/guard.server.ts';
import { keptAddress, paths, safeNext } from '#app/http/paths.ts';
import { noted } from '#app/http/security-log.server.ts';
import { attemptFrom, startCookies, startTicket } from '#app/http/session.server.ts';
import { isDemonstration } from '#app/reports/register.repository.server.ts';
import { Notice } from '#app/ui/notice.tsx';
import { Page } from '#app/ui/page.tsx';
import { pageTitle } from '#app/ui/page-title.ts';

export const handle = { interactive: true };

export const loader = reads('session.start', async ({ url, register, reader }) => {
  const next = url.searchParams.get('next');
  const kept = url.searchParams.get('kept') ?? '';
  if (reader) throw redirect(keptAddress(safeNext(next), kept));
  return {
    next: next === null ? '' : safeNext(next),
    kept,
    demoAccounts: (await isDemonstration(register)) ? await listDemoAccounts(register) : [],
  };
});

export const action = writes('session.start', async ({ form, wire, register, request, context, now }) => {
  const { username, password } = form(SignIn);
  const attempt = { username, password, now, ...attemptFrom(request, context) };
  const admission = await noted(context, { gate: 'password', account: username }, () =>
    signIn(register, context.throttle, attempt),
  );
  const { next, kept } = wire.fields;
  if ('ticket' in admission)
    return redirect(paths.signInCode({ next: next && safeNext(next), kept }), {
      headers: { 'Set-Cookie': await startTicket(context, admission.ticket) },
    });
  const to = keptAddress(safeNext(next || null), kept ?? '');
  return redirect(to, { headers: await startCookies(context, admission.token) });
});

export const meta: MetaFunction = () => pageTitle('登录');

export default function Login() {
  const { next, kept, demoAccounts } = useLoaderData<typeof loader>();
  const { values, problems } = formState(useActionData<typeof action>(), { kept: null, stored: { next, kept } });
  return (
    <Page title="登录" lead="供区、镇农业农村部门和经营主体使用。查阅公开内容不必登录。" width="form">
      {values.kept && <Notice title="登录已过期">登录后会带您回到刚才的表单，填写的内容已为您保留。</Notice>}
      <SignInForm values={values} problems={problems} />
      {demoAccounts.length > 0 && (
        <Notice title="演示账户">
          <p>
            本登记簿装的是演示数据，可用下列账户试用，密码都是 <code>qingxi-demo-2025</code>。
          </p>
          <ul className="mt-2 grid gap-x-6 sm:grid-cols-2">
            {demoAccounts.map(({ username, name }) => (
              <li key={username}>
                <code>{username}</code>　{name}
              </li>
            ))}
          </ul>
        </Notice>
      )}
    </Page>
  );
}
