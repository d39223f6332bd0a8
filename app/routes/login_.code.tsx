import { type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { SecondStep } from '#app/accounts/account.schema.ts';
import { CodeForm } from '#app/accounts/code-form.tsx';
import { finishSignIn } from '#app/accounts/sign-in.server.ts';
import { openTicket } from '#app/accounts/sign-in-ticket.server.ts';
import { formState } from '#app/http/form-state.ts';
import { reads, type Visit, writes } from '#app/http/guard.server.ts';
import { keptAddress, paths, safeNext } from '#app/http/paths.ts';
import { noted } from '#app/http/security-log.server.ts';
import { attemptFrom, startCookies, ticketOf } from '#app/http/session.server.ts';
import { Page } from '#app/ui/page.tsx';
import { pageTitle } from '#app/ui/page-title.ts';

export const loader = reads('session.start', async (visit) => {
  await openedBy(visit);
  const { searchParams } = visit.url;
  const next = searchParams.get('next');
  return { next: next === null ? '' : safeNext(next), kept: searchParams.get('kept') ?? '' };
});

export const action = writes('session.start', async (visit) => {
  const { form, wire, register, request, context, now } = visit;
  const { ticket, username } = await openedBy(visit);
  const { oneTimeCode: code } = form(SecondStep);
  const attempt = { ticket, code, now, ...attemptFrom(request, context) };
  const token = await noted(context, { gate: 'code', account: username }, () =>
    finishSignIn(register, context.throttle, attempt),
  );
  const next = keptAddress(safeNext(wire.fields.next || null), wire.fields.kept ?? '');
  return redirect(next, { headers: await startCookies(context, token) });
});

/** Open only between a right password and its code: from elsewhere the way leads back to the password. */
async function openedBy({ request, register, context, url, now }: Visit) {
  const ticket = await ticketOf(request, context);
  const username = await openTicket(register, ticket, context.config.sessionSecret, now);
  if (username !== null) return { ticket, username };
  const next = url.searchParams.get('next');
  throw redirect(paths.login({ next: next && safeNext(next), kept: url.searchParams.get('kept') }));
}

export const meta: MetaFunction = () => pageTitle('填写验证码');

export default function SignInCode() {
  const { values, problems } = formState(useActionData<typeof action>(), {
    kept: null,
    stored: useLoaderData<typeof loader>(),
  });
  return (
    <Page title="填写验证码" lead="密码正确。这个账户开启了二次验证，还要一个验证码。" width="form">
      <CodeForm values={values} problems={problems} />
      <p>
        手机丢失、恢复码也不在？请联系区级管理员取消二次验证。<a href={paths.login()}>换一个账户登录</a>
      </p>
    </Page>
  );
}
