import { type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { roleWords } from '#app/accounts/account.fields.ts';
import { officeOf } from '#app/accounts/account.repository.server.ts';
import { ChangePassword } from '#app/accounts/account.schema.ts';
import { changePassword } from '#app/accounts/change-password.server.ts';
import { PasswordForm } from '#app/accounts/password-form.tsx';
import { may } from '#app/accounts/policy.rules.ts';
import { findSecondFactor } from '#app/accounts/second-factor.repository.server.ts';
import { listSessions, revokeSessions } from '#app/accounts/session.repository.server.ts';
import { SessionList } from '#app/accounts/session-list.tsx';
import { throttled } from '#app/accounts/throttle.server.ts';
import { reads, writes } from '#app/http/guard.server.ts';
import { paths } from '#app/http/paths.ts';
import { noted } from '#app/http/security-log.server.ts';
import { ButtonLink } from '#app/ui/button.tsx';
import { DefinitionList } from '#app/ui/definition-list.tsx';
import { formatInstant } from '#app/ui/format.ts';
import { Notice } from '#app/ui/notice.tsx';
import { Page } from '#app/ui/page.tsx';
import { pageTitle } from '#app/ui/page-title.ts';
import { Panel } from '#app/ui/panel.tsx';

export const handle = { interactive: true };

export const loader = reads('session.own', async ({ reader, register, visitor, url, now }) => {
  const factor = await findSecondFactor(register, reader.username);
  const sessions = await listSessions(register, reader.username, now.toISOString());
  return {
    ...{ username: reader.username, name: reader.name, role: roleWords[reader.role] },
    office: await officeOf(register, reader),
    mustChange: visitor.owes === 'password',
    secondFactorSince: factor?.confirmedAt ?? null,
    codeRefusedAt: factor?.refusedAt ?? null,
    previousSignIn: visitor.previousSignInAt,
    done: url.searchParams.get('done'),
    manages: may(reader, 'accounts.manage'),
    tends: may(reader, 'register.tend'),
    sessions: sessions.map(({ tokenHash, createdAt, lastSeenAt, device }) => ({
      ...{ createdAt, lastSeenAt, device },
      own: tokenHash === visitor.session,
    })),
  };
});

export const action = writes('session.own', async ({ form, wire, reader, register, visitor, context, now }) => {
  const { username } = reader;
  const session = visitor.session ?? '';
  if (wire.fields.intent === 'end-others') {
    await revokeSessions(register, username, now.toISOString(), session);
    return redirect(paths.account({ done: 'sessions' }));
  }
  const { currentPassword: current, newPassword: next } = form(ChangePassword);
  await noted(context, { gate: 'new-password', account: username }, () =>
    throttled(context.throttle, username, context.clientAddress, () =>
      changePassword(register, { username, current, next, session, now }),
    ),
  );
  return redirect(paths.account({ done: 'password' }));
});

export const meta: MetaFunction = () => pageTitle('我的账户');

const doneWords: Readonly<Record<string, string>> = {
  password: '密码已更改，其他设备上的登录已退出。',
  sessions: '其他设备上的登录已退出。',
};

export default function MyAccount() {
  const {
    username,
    name,
    role,
    office,
    mustChange,
    secondFactorSince,
    codeRefusedAt,
    previousSignIn,
    done,
    manages,
    tends,
    sessions,
  } = useLoaderData<typeof loader>();
  const result = useActionData<typeof action>();
  const doneWord = done === null ? undefined : doneWords[done];
  return (
    <Page
      title="我的账户"
      width="form"
      actions={
        <>
          {manages && <ButtonLink href={paths.accounts()}>账户管理</ButtonLink>}
          {tends && <ButtonLink href={paths.health()}>运行状况</ButtonLink>}
        </>
      }
    >
      {mustChange && (
        <Notice tone="warning" title="请先更改密码">
          现在的密码是别人代设的，或太容易被猜到。改成只有您自己知道的密码之后才能继续。
        </Notice>
      )}
      {doneWord !== undefined && <Notice tone="success">{doneWord}</Notice>}
      <Panel title="基本信息">
        <DefinitionList
          items={[
            { label: '用户名', value: username },
            { label: '姓名或单位', value: name },
            { label: '角色', value: role === office ? role : `${role}（${office}）` },
            { label: '上次登录', value: previousSignIn === null ? '这是第一次登录' : formatInstant(previousSignIn) },
          ]}
        />
      </Panel>
      <Panel title="更改密码">
        <PasswordForm
          problems={result?.problem.errors ?? []}
          message={result?.problem.message}
          own={[username, name]}
        />
      </Panel>
      <Panel title="二次验证">
        {codeRefusedAt !== null && (
          <p>
            最近一次验证码没有通过：{formatInstant(codeRefusedAt)}（填错，或已经用过）。若不是您本人，请立即更改密码。
          </p>
        )}
        <p>
          {secondFactorSince === null ? '没有开启。' : `已开启，自${formatInstant(secondFactorSince)}。`}
          <a href={paths.secondFactor()}>{secondFactorSince === null ? '设置手机验证码' : '换恢复码、换手机或关闭'}</a>
        </p>
      </Panel>
      <Panel title="证书到期日历">
        <p>
          <a href={paths.accountCalendar()}>把证书的到期日订阅到自己的日历</a>
        </p>
      </Panel>
      <Panel title="访问令牌">
        <p>
          <a href={paths.accountTokens()}>让另一套系统通过数据接口读取</a>
        </p>
      </Panel>
      <Panel title="登录的设备" lead="如有不认识的设备，请退出其他设备并更改密码。">
        <SessionList sessions={sessions} />
      </Panel>
    </Page>
  );
}
