import { type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { getArea, listStepProposers } from '#app/areas/area.repository.server.ts';
import { areaCourse } from '#app/areas/area-course.server.ts';
import { outcomeQuery } from '#app/changes/outcome.ts';
import { reads, writes } from '#app/http/guard.server.ts';
import { keptFields } from '#app/http/kept-form.server.ts';
import { paths } from '#app/http/paths.ts';
import { FormNotices } from '#app/titles/form-notices.tsx';
import { openForm } from '#app/titles/open-form.ts';
import { SettleForm } from '#app/titles/settle-form.tsx';
import { settleNaming } from '#app/titles/settle-naming.server.ts';
import { StepTimeline } from '#app/titles/step-timeline.tsx';
import { SettleNaming } from '#app/titles/title.schema.ts';
import { Notice } from '#app/ui/notice.tsx';
import { Page } from '#app/ui/page.tsx';
import { pageTitle } from '#app/ui/page-title.ts';
import { Panel } from '#app/ui/panel.tsx';

export const handle = { interactive: true };

export const meta: MetaFunction<typeof loader> = ({ data }) => pageTitle(`确认命名 · ${data?.name ?? '示范片区'}`);

export const loader = reads('area.confirm', async (visit) => {
  const { register, params, reader, view } = visit;
  const { id, name, awardYear, countsTowardsPlan, steps } = await getArea(register, params.id);
  const step = steps.find(({ confirmation }) => confirmation === 'pending') ?? null;
  const proposers = step && (await listStepProposers(register, { areaId: id, sequence: step.sequence }));
  return {
    ...{ id, name, awardYear, countsTowardsPlan, steps, step },
    own: proposers?.includes(reader.username) ?? false,
    kept: await keptFields(visit),
    ...{ latest: view.latest, today: view.today },
  };
});

export const action = writes('area.confirm', async ({ form, register, params, reader, now }) => {
  const { id } = await getArea(register, params.id);
  const change = await settleNaming(register, { store: areaCourse, id }, form(SettleNaming), { reader, now });
  return redirect(paths.area(id, outcomeQuery({ change })));
});

export default function ConfirmArea() {
  const { id, name, awardYear, countsTowardsPlan, steps, step, own, kept, latest, today } =
    useLoaderData<typeof loader>();
  const failure = useActionData<typeof action>();
  const { values, problems, conflict } = openForm(failure, { kept, stored: {}, latest });
  return (
    <Page
      title="确认或退回命名"
      kicker={name}
      width="form"
      crumbs={[
        { href: paths.desk(), label: '待办' },
        { href: paths.area(id), label: name },
      ]}
    >
      <FormNotices conflict={conflict} kept={kept !== null && failure === undefined} />
      <Panel title="经过" lead="确认之前，请对照文号和附件核对命名的日期和年度。">
        <StepTimeline label={`${name}的经过`} steps={steps} asOf={today} correctHref={null} />
      </Panel>
      {countsTowardsPlan === 0 && (
        <Notice title="这个片区没有列入规划新增的15个">
          确认命名之后也不计入。如应计入，请<a href={paths.areaEdit(id)}>修改资料</a>。
        </Notice>
      )}
      {step === null && <Notice title="没有等待确认的命名" />}
      {own && <Notice title="这次命名由您提出或更正，请由另一位区级管理员确认" />}
      {step !== null && !own && (
        <SettleForm step={step} awardYear={awardYear} values={values} problems={problems} cancelHref={paths.area(id)} />
      )}
    </Page>
  );
}
