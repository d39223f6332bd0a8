import { type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { firstPasswordDays } from '#app/accounts/account.fields.ts';
import { countAccounts, listAccounts } from '#app/accounts/account.repository.server.ts';
import { AccountQuery, AddAccount, AmendAccount } from '#app/accounts/account.schema.ts';
import { AccountForm } from '#app/accounts/account-form.tsx';
import { AccountTable } from '#app/accounts/account-table.tsx';
import { addAccount, resetPassword, switchAccount } from '#app/accounts/manage-account.server.ts';
import { takeOffSecondFactor } from '#app/accounts/manage-second-factor.server.ts';
import { readOutcome } from '#app/changes/outcome.ts';
import { OutcomeNotice } from '#app/changes/outcome-notice.tsx';
import { pageWithin, totalOf } from '#app/counting.ts';
import { formState } from '#app/http/form-state.ts';
import { reads, writes } from '#app/http/guard.server.ts';
import { keptFields } from '#app/http/kept-form.server.ts';
import { paths } from '#app/http/paths.ts';
import { FilterForm, FilterText } from '#app/ui/filter-form.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { Page } from '#app/ui/page.tsx';
import { pageTitle } from '#app/ui/page-title.ts';
import { Pager } from '#app/ui/pager.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { listTownChoices } from '#app/villages/town.repository.server.ts';

export const handle = { interactive: true };

const pageSize = 50;

export const loader = reads('accounts.manage', async (visit) => {
  const { register, reader, url } = visit;
  const { q, page: asked } = AccountQuery.parse(Object.fromEntries(url.searchParams));
  const counts = await countAccounts(register, q);
  const total = totalOf(counts);
  const page = pageWithin(asked, total, pageSize);
  return {
    ...{ q, page, total },
    accounts: await listAccounts(register, q, { counts, offset: (page - 1) * pageSize, limit: pageSize }),
    towns: await listTownChoices(register, undefined),
    own: reader.username,
    outcome: readOutcome(url.searchParams),
    reset: url.searchParams.has('reset'),
    kept: await keptFields(visit),
  };
});

export const action = writes('accounts.manage', async ({ form, wire, register, reader, now, url }) => {
  const by = reader.username;
  // Back to the part of the list from where it was sent.
  const { q, page } = AccountQuery.parse(Object.fromEntries(url.searchParams));
  const back = { q: q || undefined, page: page > 1 ? page : undefined };
  if (wire.fields.intent === 'add') {
    const change = await addAccount(register, form(AddAccount), { by, now });
    return redirect(paths.accounts({ saved: change }));
  }
  const wanted = form(AmendAccount);
  const { username } = wanted;
  if (wanted.intent === 'reset') {
    await resetPassword(register, { username, password: wanted.password, by, now });
    return redirect(paths.accounts({ ...back, reset: 1 }));
  }
  if (wanted.intent === 'take-off-factor')
    return redirect(paths.accounts({ ...back, saved: await takeOffSecondFactor(register, { username, by, now }) }));
  const active = wanted.intent === 'enable' ? 1 : 0;
  return redirect(paths.accounts({ ...back, saved: await switchAccount(register, { username, active, by, now }) }));
});

export const meta: MetaFunction = () => pageTitle('账户管理');

export default function Accounts() {
  const { q, page, total, accounts, towns, own, outcome, reset, kept } = useLoaderData<typeof loader>();
  const result = useActionData<typeof action>();
  const { values, problems } = formState(result, { kept, stored: {} });
  const adding = values.intent === 'add';
  return (
    <Page title="账户管理" lead="新增和停用账户都记入变更；账户不删除，停用后立即退出。">
      <OutcomeNotice outcome={outcome} signedIn />
      {reset && <Notice tone="success">初始密码已重设，{firstPasswordDays} 天内有效，本人下次登录时须更改。</Notice>}
      {!adding && problems.length > 0 && (
        <Notice tone="error">{problems.map(({ message }) => message).join('；')}</Notice>
      )}
      <Panel title="现有账户">
        <FilterForm
          action={paths.accounts()}
          label="查找账户"
          clearHref={paths.accounts()}
          filtered={q !== ''}
          button="查找"
        >
          <FilterText name="q" label="开头的字" placeholder="用户名、姓名或单位" value={q} />
        </FilterForm>
        <AccountTable accounts={accounts} own={own} />
        <Pager
          total={total}
          page={page}
          pageSize={pageSize}
          href={(next) => paths.accounts({ q: q || undefined, page: next })}
          counter="个账户"
        />
      </Panel>
      <Panel title="新增账户">
        <AccountForm towns={towns} values={adding ? values : {}} problems={adding ? problems : []} />
      </Panel>
    </Page>
  );
}
