import { type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { outcomeQuery } from '#app/changes/outcome.ts';
import { reads, writes } from '#app/http/guard.server.ts';
import { keptFields } from '#app/http/kept-form.server.ts';
import { paths } from '#app/http/paths.ts';
import { readUpload } from '#app/http/uploads.server.ts';
import { ReviseTarget } from '#app/plan/observation.schema.ts';
import { reviseTarget } from '#app/plan/revise-target.server.ts';
import { getIndicator, listTargetVersions } from '#app/plan/target.repository.server.ts';
import { TargetForm, targetValues } from '#app/plan/target-form.tsx';
import { TargetVersions } from '#app/plan/target-versions.tsx';
import { FormNotices } from '#app/titles/form-notices.tsx';
import { openForm } from '#app/titles/open-form.ts';
import { Page } from '#app/ui/page.tsx';
import { pageTitle } from '#app/ui/page-title.ts';
import { Panel } from '#app/ui/panel.tsx';

export const handle = { interactive: true };

export const loader = reads('target.revise', async (visit) => {
  const { register, params, view } = visit;
  const { key, label, unit, sentence } = await getIndicator(register, params.key);
  const versions = await listTargetVersions(register, key);
  return {
    ...{ key, label, unit, sentence, versions, latest: view.latest, today: view.today },
    stored: targetValues(versions.at(-1)),
    kept: await keptFields(visit),
  };
});

export const action = writes('target.revise', async ({ form, wire, register, params, reader, now }) => {
  const key = params.key ?? '';
  const upload = await readUpload(wire, 'attachment');
  const change = await reviseTarget(register, {
    key,
    form: form(ReviseTarget),
    upload,
    account: reader.username,
    at: now,
  });
  return redirect(paths.figure(key, outcomeQuery({ change })));
});

export const meta: MetaFunction<typeof loader> = ({ data }) =>
  pageTitle(data ? `调整目标 · ${data.label}` : '调整目标');

export default function Revise() {
  const { key, label, unit, sentence, versions, stored, kept, latest, today } = useLoaderData<typeof loader>();
  const failure = useActionData<typeof action>();
  const { values, problems, conflict } = openForm(failure, { kept, stored, latest });
  return (
    <Page
      title="调整目标"
      kicker={label}
      lead="登记中期评估后的调整，或区里下达的目标数。原来的一版保留，到生效日期为止仍按它判断。"
      width="form"
      crumbs={[
        { href: paths.plan(), label: '规划指标' },
        { href: paths.figure(key), label },
      ]}
    >
      <FormNotices conflict={conflict} kept={kept !== null && failure === undefined} />
      <Panel title="现有的目标" lead={sentence}>
        <TargetVersions versions={versions} unit={unit} asOf={today} opensPapers />
      </Panel>
      <TargetForm unit={unit} values={values} problems={problems} today={today} cancelHref={paths.figure(key)} />
    </Page>
  );
}
