import { type HeadersFunction, type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { AmendSecondFactor } from '#app/accounts/account.schema.ts';
import {
  beginSecondFactor,
  renewRecoveryCodes,
  secondFactorState,
  turnOffSecondFactor,
  turnOnSecondFactor,
} from '#app/accounts/manage-second-factor.server.ts';
import { BeginForm, ConnectForm, KeepForm, RecoveryCodes } from '#app/accounts/second-factor-view.tsx';
import { codesOf, throttled } from '#app/accounts/throttle.server.ts';
import { reads, writes } from '#app/http/guard.server.ts';
import { paths } from '#app/http/paths.ts';
import { noted } from '#app/http/security-log.server.ts';
import { formatInstant } from '#app/ui/format.ts';
import { Notice } from '#app/ui/notice.tsx';
import { Page } from '#app/ui/page.tsx';
import { pageTitle } from '#app/ui/page-title.ts';
import { Panel } from '#app/ui/panel.tsx';
import { qrPicture } from '#app/ui/qr.ts';

export const handle = { interactive: true };

export const loader = reads('session.own', async ({ reader, register, visitor, context, url }) => {
  const state = await secondFactorState(register, {
    username: reader.username,
    secret: context.config.sessionSecret,
  });
  return {
    state: state.kind === 'started' ? { ...state, qr: qrPicture(state.address) } : state,
    required: visitor.owes === 'second-factor',
    done: url.searchParams.get('done'),
  };
});

export const action = writes('session.own', async ({ form, reader, register, visitor, context, now }) => {
  const wanted = form(AmendSecondFactor);
  const owner = { username: reader.username, secret: context.config.sessionSecret, now };
  const guarded = <T,>(work: () => Promise<T>) =>
    noted(context, { gate: 'second-factor', account: reader.username }, () =>
      throttled(context.throttle, codesOf(reader.username), context.clientAddress, work),
    );
  if (wanted.intent === 'begin') {
    await guarded(() => beginSecondFactor(register, { ...owner, password: wanted.currentPassword }));
    return redirect(paths.secondFactor());
  }
  const code = wanted.oneTimeCode;
  // Codes are answered on the page itself: what opens an account does not travel in an address.
  if (wanted.intent === 'turn-on')
    return {
      codes: await guarded(() => turnOnSecondFactor(register, { ...owner, code, session: visitor.session ?? '' })),
    };
  const proof = { ...owner, code, password: wanted.currentPassword };
  if (wanted.intent === 'renew-codes') return { codes: await guarded(() => renewRecoveryCodes(register, proof)) };
  await guarded(() => turnOffSecondFactor(register, proof));
  return redirect(paths.secondFactor({ done: 'off' }));
});

/** Secrets that are shown once must not come back from a cache. */
export const headers: HeadersFunction = () => ({ 'Cache-Control': 'no-store' });

export const meta: MetaFunction = () => pageTitle('二次验证');

export default function SecondFactor() {
  const { state, required, done } = useLoaderData<typeof loader>();
  const result = useActionData<typeof action>();
  const codes = result !== undefined && 'codes' in result ? result.codes : null;
  const failure = result !== undefined && 'problem' in result ? result.problem : null;
  const problems =
    failure === null ? [] : failure.errors.length > 0 ? failure.errors : [{ path: '', message: failure.message }];
  return (
    <Page
      title="二次验证"
      lead="登录时除密码外，再填手机验证器上的 6 位数字。密码被人知道了，也登录不了您的账户。"
      crumbs={[{ href: paths.account(), label: '我的账户' }]}
      width="form"
    >
      {required && (
        <Notice tone="warning" title="请先开启二次验证">
          按规定，区级账户开启二次验证之后才能继续。
        </Notice>
      )}
      {done === 'off' && state.kind === 'none' && <Notice tone="success">二次验证已关闭，恢复码已作废。</Notice>}
      {codes !== null && <RecoveryCodes codes={codes} />}
      {state.kind === 'none' && (
        <Panel
          title="设置"
          lead="先在手机上装一个验证器，常用的身份验证器和密码管理器都可以。再填一次密码，确认是您本人。"
        >
          <BeginForm problems={problems} />
        </Panel>
      )}
      {state.kind === 'started' && (
        <Panel title="连接验证器">
          <ConnectForm problems={problems} address={state.address} secretKey={state.key} qr={state.qr} />
        </Panel>
      )}
      {state.kind === 'on' && (
        <>
          <Notice tone={state.recoveryCodes < 3 ? 'warning' : 'info'} title={`已开启，自${formatInstant(state.since)}`}>
            还有 {state.recoveryCodes} 个恢复码可用。
          </Notice>
          <Panel title="更改" lead="换手机：先关闭，再用新手机重新设置。">
            <KeepForm problems={problems} />
          </Panel>
        </>
      )}
    </Page>
  );
}
