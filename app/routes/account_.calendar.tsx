import { type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { deleteFeed, findFeed } from '#app/accounts/calendar-feed.repository.server.ts';
import { CalendarAddress } from '#app/certificates/calendar-address.tsx';
import { renewCalendar } from '#app/certificates/open-calendar.server.ts';
import { reads, writes } from '#app/http/guard.server.ts';
import { paths } from '#app/http/paths.ts';
import { Problem } from '#app/problem.ts';
import { Notice } from '#app/ui/notice.tsx';
import { Page } from '#app/ui/page.tsx';
import { pageTitle } from '#app/ui/page-title.ts';

export const loader = reads('key.own', async ({ register, reader, url }) => ({
  madeAt: (await findFeed(register, reader.username))?.createdAt ?? null,
  revoked: url.searchParams.get('done') === 'revoked',
}));

export const action = writes('key.own', async ({ wire, register, reader, context, now }) => {
  const { intent } = wire.fields;
  if (intent === 'revoke') {
    await deleteFeed(register, reader.username);
    return redirect(paths.accountCalendar({ done: 'revoked' }));
  }
  if (intent !== 'renew') throw new Problem('invalid', '请用页面上的按钮提交。');
  const token = await renewCalendar(register, { username: reader.username, at: now });
  // Answered on the page itself: an address that is a key does not travel in another address.
  return { address: context.config.publicUrl + paths.calendar(token) };
});

export const meta: MetaFunction = () => pageTitle('证书到期日历');

export default function MyCalendar() {
  const { madeAt, revoked } = useLoaderData<typeof loader>();
  const result = useActionData<typeof action>();
  const address = result !== undefined && 'address' in result ? result.address : null;
  return (
    <Page
      title="证书到期日历"
      lead="把您负责的证书的到期日订阅到自己的日历里，到期前 90 天提醒。超过 1,000 张时只列今后最先到期的 1,000 张。"
      crumbs={[{ href: paths.account(), label: '我的账户' }]}
      width="form"
    >
      {result !== undefined && 'problem' in result && <Notice tone="error">{result.problem.message}</Notice>}
      <CalendarAddress address={address} madeAt={madeAt} revoked={revoked && address === null} />
    </Page>
  );
}
