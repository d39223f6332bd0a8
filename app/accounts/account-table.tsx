import { Button } from '#app/ui/button.tsx';
import { formatInstant } from '#app/ui/format.ts';
import { DataTable } from '#app/ui/table.tsx';
import { Tag } from '#app/ui/tag.tsx';
import { roleWords } from './account.fields.ts';
import type { listAccounts } from './account.repository.server.ts';
import { PasswordMeter } from './password-meter.tsx';

type ListedAccount = Awaited<ReturnType<typeof listAccounts>>[number];

export function AccountTable({ accounts, own }: { accounts: readonly ListedAccount[]; own: string }) {
  return (
    <DataTable
      caption="账户"
      hideCaption
      rows={accounts}
      rowKey={({ username }) => username}
      empty="没有这样的账户。"
      columns={[
        { key: 'username', header: '用户名', rowHeader: true, cell: ({ username }) => username },
        { key: 'name', header: '姓名或单位', cell: ({ name }) => name },
        { key: 'role', header: '角色', cell: ({ role, townName }) => townName ?? roleWords[role] },
        {
          key: 'state',
          header: '状态',
          cell: (account) => <AccountState account={account} />,
        },
        {
          key: 'seen',
          header: '最近登录',
          cell: ({ lastSignInAt }) => (lastSignInAt === null ? '从未登录' : formatInstant(lastSignInAt)),
        },
        {
          key: 'factor',
          header: '二次验证',
          cell: ({ secondFactorSince }) => (secondFactorSince === null ? '未开启' : <Tag tone="done">已开启</Tag>),
        },
        {
          key: 'deeds',
          header: '操作',
          cell: (account) => (account.username === own ? '本人' : <AccountDeeds account={account} />),
        },
      ]}
    />
  );
}

function AccountState({ account: { active, mustChange, firstUntil } }: { account: ListedAccount }) {
  if (active === 0) return <Tag tone="off">已停用</Tag>;
  if (mustChange !== 1) return <Tag tone="done">可登录</Tag>;
  if (firstUntil === null) return <Tag tone="wait">待改密码</Tag>;
  return (
    <>
      <Tag tone="wait">待改初始密码</Tag> 有效至 {formatInstant(firstUntil)}
    </>
  );
}

function AccountDeeds({ account: { username, name, active, secondFactorSince } }: { account: ListedAccount }) {
  return (
    <div className="flex flex-wrap items-start gap-2">
      <form method="post">
        <input type="hidden" name="username" value={username} />
        <Button look="quiet" name="intent" value={active === 1 ? 'disable' : 'enable'}>
          {active === 1 ? '停用' : '启用'}
        </Button>
      </form>
      {secondFactorSince !== null && (
        <form method="post">
          <input type="hidden" name="username" value={username} />
          <Button look="quiet" name="intent" value="take-off-factor">
            取消二次验证
          </Button>
        </form>
      )}
      <details>
        <summary className="cursor-pointer py-1.5 text-qing-700">重设密码</summary>
        <form method="post" className="mt-2">
          <input type="hidden" name="username" value={username} />
          <PasswordMeter own={[name]}>
            <div className="mb-6 flex flex-wrap gap-2">
              <input
                name="password"
                className="control w-48"
                aria-label={`${username} 的新初始密码`}
                placeholder="至少 12 个字符"
                autoComplete="off"
              />
              <Button look="quiet" name="intent" value="reset">
                重设
              </Button>
            </div>
          </PasswordMeter>
        </form>
      </details>
    </div>
  );
}
