import { type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { formState } from '#app/http/form-state.ts';
import { reads, writes } from '#app/http/guard.server.ts';
import { paths } from '#app/http/paths.ts';
import { notFound } from '#app/problem.ts';
import { askToJoin } from '#app/producers/ask-to-join.server.ts';
import { AskToJoin } from '#app/producers/join.schema.ts';
import { JoinForm } from '#app/producers/join-form.tsx';
import { getJoinRequest } from '#app/producers/join-request.repository.server.ts';
import { Button } from '#app/ui/button.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { Page } from '#app/ui/page.tsx';
import { pageTitle } from '#app/ui/page-title.ts';
import { useDraft } from '#app/ui/use-draft.ts';
import { listTownChoices } from '#app/villages/town.repository.server.ts';
import { listVillageChoices } from '#app/villages/village.repository.server.ts';

export const handle = { interactive: true };

/** With `?again=` the declined request that is corrected fills the form. */
export const loader = reads('join.ask', async ({ register, url }) => {
  const again = url.searchParams.get('again');
  const declined = again === null ? null : await declinedRequest(register, again);
  // In a register of very many towns an office hands out the address of its own.
  const town = declined?.townCode ?? url.searchParams.get('town');
  const villages = await listVillageChoices(register, town);
  return {
    towns: await listTownChoices(register, town ?? undefined),
    villages: villages.map(({ code, name, townName }) => ({ code, name, townName })),
    stored: declined ?? { townCode: town ?? '' },
  };
});

async function declinedRequest(register: Parameters<typeof getJoinRequest>[0], id: string) {
  const { state, ...request } = await getJoinRequest(register, id);
  if (state !== 'declined') throw notFound('可以修改的申请');
  const { kind, name, creditCode, townCode, villageCode, person, phone, username, note } = request;
  const said = { kind, name, townCode, person, phone, username, again: id };
  return { ...said, creditCode: creditCode ?? '', villageCode: villageCode ?? '', note: note ?? '' };
}

export const action = writes('join.ask', async ({ form, register, context, now }) => {
  const wish = form(AskToJoin);
  await context.joinThrottle.count(context.clientAddress);
  return redirect(paths.joinRequest(await askToJoin(register, wish, { now })));
});

export const meta: MetaFunction = () => pageTitle('申请登记');

export default function Join() {
  const { towns, villages, stored } = useLoaderData<typeof loader>();
  const { values, problems } = formState(useActionData<typeof action>(), { kept: null, stored });
  const draft = useDraft('join', problems.length === 0);
  return (
    <Page title="申请登记" lead="合作社、家庭农场、企业和联合体在这里申请账户，由所属镇的农业农村办审核。" width="form">
      {draft.restored && (
        <Notice title="已恢复上次填写的内容">
          联系人、电话和密码没有保留，请重新填写。
          <div className="mt-2">
            <Button type="button" look="quiet" onClick={draft.forget}>
              清空重填
            </Button>
          </div>
        </Notice>
      )}
      {towns.length === 0 && (
        <Notice title="请从所属镇的链接打开">这里登记的镇很多，不逐一列出。请向镇农业农村办要申请登记的链接。</Notice>
      )}
      <div {...draft.keep}>
        <JoinForm
          key={draft.restored ? 'restored' : 'opened'}
          values={{ ...values, ...draft.restored }}
          problems={problems}
          towns={towns}
          villages={villages}
        />
      </div>
    </Page>
  );
}
