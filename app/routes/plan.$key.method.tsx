import { type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { outcomeQuery } from '#app/changes/outcome.ts';
import { reads, writes } from '#app/http/guard.server.ts';
import { keptFields } from '#app/http/kept-form.server.ts';
import { paths } from '#app/http/paths.ts';
import { readUpload } from '#app/http/uploads.server.ts';
import { MethodForm } from '#app/plan/method-form.tsx';
import { methodValues, settingsByVersion } from '#app/plan/method-revision.rules.ts';
import { ReviseGreenMethod, ReviseTolerance } from '#app/plan/method-revision.schema.ts';
import { MethodVersions } from '#app/plan/method-versions.tsx';
import { getSettableMethod, reviseMethod } from '#app/plan/revise-method.server.ts';
import { FormNotices } from '#app/titles/form-notices.tsx';
import { openForm } from '#app/titles/open-form.ts';
import { Page } from '#app/ui/page.tsx';
import { pageTitle } from '#app/ui/page-title.ts';
import { Panel } from '#app/ui/panel.tsx';

export const handle = { interactive: true };

export const loader = reads('method.revise', async (visit) => {
  const { register, params, view } = visit;
  const { indicator, versions, settable, latest } = await getSettableMethod(register, params.key ?? '');
  const { key, label, unit } = indicator;
  return {
    ...{ key, label, unit, versions, settable, latest: view.latest, today: view.today },
    settings: settingsByVersion(settable, versions, unit),
    stored: methodValues(settable, latest),
    kept: await keptFields(visit),
  };
});

export const action = writes('method.revise', async ({ form, wire, register, params, reader, now }) => {
  const key = params.key ?? '';
  const { settable } = await getSettableMethod(register, key);
  const upload = await readUpload(wire, 'attachment');
  const change = await reviseMethod(register, {
    key,
    form: settable === 'green' ? form(ReviseGreenMethod) : form(ReviseTolerance),
    upload,
    account: reader.username,
    at: now,
  });
  return redirect(paths.figure(key, outcomeQuery({ change })));
});

export const meta: MetaFunction<typeof loader> = ({ data }) =>
  pageTitle(data ? `调整口径 · ${data.label}` : '调整口径');

export default function Revise() {
  const { key, label, unit, versions, settable, settings, stored, kept, latest, today } =
    useLoaderData<typeof loader>();
  const failure = useActionData<typeof action>();
  const { values, problems, conflict } = openForm(failure, { kept, stored, latest });
  return (
    <Page
      title="调整口径"
      kicker={label}
      lead="登记新一版统计口径。原来的一版保留，到生效日期为止仍按它计算；换口径的地方和相差多少，写在指标的依据里。"
      width="form"
      crumbs={[
        { href: paths.plan(), label: '规划指标' },
        { href: paths.figure(key), label },
      ]}
    >
      <FormNotices conflict={conflict} kept={kept !== null && failure === undefined} />
      <Panel title="现有的口径">
        <MethodVersions versions={versions} settings={settings} asOf={today} outcomes={null} opensPapers />
      </Panel>
      <MethodForm
        settable={settable}
        unit={unit}
        values={values}
        problems={problems}
        today={today}
        cancelHref={paths.figure(key)}
      />
    </Page>
  );
}
