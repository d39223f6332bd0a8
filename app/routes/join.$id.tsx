import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { reads } from '#app/http/guard.server.ts';
import { paths } from '#app/http/paths.ts';
import { getJoinRequest } from '#app/producers/join-request.repository.server.ts';
import { ButtonLink } from '#app/ui/button.tsx';
import { formatInstant } from '#app/ui/format.ts';
import { Notice } from '#app/ui/notice.tsx';
import { Page } from '#app/ui/page.tsx';
import { pageTitle } from '#app/ui/page-title.ts';
import { useForgetDraft } from '#app/ui/use-draft.ts';

/** Only to drop what the browser kept of the form: it has arrived. */
export const handle = { interactive: true };

/** Its address is known to its asker alone; it tells nothing but the state, and no contact. */
export const loader = reads('join.ask', async ({ register, params }) => {
  const { id, name, townName, state, reason, submittedAt, username } = await getJoinRequest(register, params.id);
  return { id, name, townName, state, reason, submittedAt, username };
});

export const meta: MetaFunction = () => [...pageTitle('申请进度'), { name: 'robots', content: 'noindex' }];

export default function JoinProgress() {
  const { id, name, townName, state, reason, submittedAt, username } = useLoaderData<typeof loader>();
  useForgetDraft('join');
  return (
    <Page
      title="申请进度"
      kicker={name}
      lead={`${formatInstant(submittedAt)}提交给${townName}农业农村办。`}
      width="form"
    >
      {state === 'waiting' && (
        <Notice title="等待审核">请收藏本页网址，随时可以回来查看。审核通过后，用您填写的用户名和密码登录。</Notice>
      )}
      {state === 'accepted' && (
        <Notice tone="success" title="已通过">
          现在可以用户名 <code>{username}</code> 和您设的密码<a href={paths.login()}>登录</a>。
        </Notice>
      )}
      {state === 'declined' && (
        <>
          <Notice tone="warning" title="已退回">
            {reason}
          </Notice>
          <p className="mt-6">
            <ButtonLink href={paths.join({ again: id })} look="primary">
              修改后重新提交
            </ButtonLink>
          </p>
        </>
      )}
    </Page>
  );
}
