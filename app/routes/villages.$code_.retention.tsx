import { type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { may } from '#app/accounts/policy.rules.ts';
import { outcomeQuery } from '#app/changes/outcome.ts';
import { formState } from '#app/http/form-state.ts';
import { reads, type SignedVisit, type WriteVisit, writes } from '#app/http/guard.server.ts';
import { keptFields } from '#app/http/kept-form.server.ts';
import { paths } from '#app/http/paths.ts';
import { forbidden } from '#app/problem.ts';
import { DefinitionList } from '#app/ui/definition-list.tsx';
import { KeptNotice } from '#app/ui/kept-notice.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { Page } from '#app/ui/page.tsx';
import { pageTitle } from '#app/ui/page-title.ts';
import { Panel } from '#app/ui/panel.tsx';
import { proposeRetention } from '#app/villages/propose-retention.server.ts';
import { ProposeForm, SettleForm } from '#app/villages/retention-form.tsx';
import { confirmRetention, declineRetention } from '#app/villages/settle-retention.server.ts';
import { retentionWords } from '#app/villages/village.fields.ts';
import { getTownOfVillage, getVillage } from '#app/villages/village.repository.server.ts';
import { maySettle } from '#app/villages/village.rules.ts';
import { ConfirmRetention, DeclineRetention, ProposeRetention } from '#app/villages/village.schema.ts';
import { RetentionTag } from '#app/villages/village-tags.tsx';

export const handle = { interactive: true };

const ownTown = { town: ({ register, params }: SignedVisit) => getTownOfVillage(register, params.code) };

/** Both offices come here: the town to propose, the district to answer. Which of it one may is asked by the intent. */
const Intent = z.object({ intent: z.enum(['propose', 'confirm', 'decline'], { error: '请重新打开本页再提交' }) });

export const loader = reads('village.amend', ownTown, async (visit) => {
  const { register, params, view, reader } = visit;
  const village = await getVillage(register, params.code);
  const waiting = village.retentionProposal !== null && may(reader, 'retention.confirm');
  return {
    village,
    mayPropose: may(reader, 'retention.propose', village.townCode),
    settling: waiting ? (maySettle(village, reader.username) ? 'open' : 'own') : null,
    stored: { change: String(view.latest), proposal: '', note: '', reason: '' },
    kept: await keptFields(visit),
  } as const;
});

export const action = writes('village.amend', ownTown, async (visit) => {
  const { register, params } = visit;
  const { code, townCode } = await getVillage(register, params.code);
  const change = await take(visit, code, townCode);
  return redirect(paths.village(code, outcomeQuery({ change })));
});

async function take({ form, register, reader, now }: WriteVisit, code: string, townCode: string) {
  const { intent } = form(Intent);
  const by = { code, account: reader.username, at: now };
  const needed = intent === 'propose' ? 'retention.propose' : 'retention.confirm';
  if (!may(reader, needed, townCode)) throw forbidden('您的账户没有这项权限。如确有需要，请联系区级管理员。');
  if (intent === 'propose') {
    const { proposal, note } = form(ProposeRetention);
    return proposeRetention(register, { ...by, proposal, note });
  }
  if (intent === 'confirm') return confirmRetention(register, { ...by, seenAt: form(ConfirmRetention).change });
  const { change, reason } = form(DeclineRetention);
  return declineRetention(register, { ...by, seenAt: change, reason });
}

export const meta: MetaFunction<typeof loader> = ({ data }) =>
  pageTitle(`${data?.village.name ?? '村庄'}的规划保留保护`);

export default function Retention() {
  const data = useLoaderData<typeof loader>();
  const { village, mayPropose, settling, stored } = data;
  const { values, problems } = formState(useActionData<typeof action>(), data);
  // What is settled is what this page shows, not what an earlier one showed.
  const form = { values: { ...values, change: stored.change }, problems };
  return (
    <Page
      title={`${village.name}的规划保留保护`}
      kicker={village.townName}
      lead="由镇里提出，区里确认后计入规划的74个保留保护村。"
      crumbs={[
        { href: paths.villages(), label: '村庄' },
        { href: paths.village(village.code), label: village.name },
      ]}
      width="form"
    >
      <KeptNotice shown={data.kept !== null && problems.length === 0} />
      <Panel title="现在的状态">
        <DefinitionList
          items={[
            { label: '登记状态', value: <RetentionTag retention={village.retention} proposal={null} /> },
            {
              label: '等待确认',
              value: village.retentionProposal ? retentionWords[village.retentionProposal] : '没有',
            },
            { label: '说明', value: village.retentionNote ?? '没有' },
          ]}
        />
      </Panel>
      {settling === 'own' && <Notice>这是您自己提出的，要由另一位区级管理员确认。</Notice>}
      {settling === 'open' && (
        <Panel title="区里确认">
          <SettleForm {...form} />
        </Panel>
      )}
      {mayPropose && (
        <Panel title="镇里提出">
          <ProposeForm {...form} />
        </Panel>
      )}
    </Page>
  );
}
