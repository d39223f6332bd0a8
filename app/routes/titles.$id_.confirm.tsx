import type { MetaFunction } from '@remix-run/node';
import { redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { outcomeQuery } from '#app/changes/outcome.ts';
import { reads, writes } from '#app/http/guard.server.ts';
import { keptFields } from '#app/http/kept-form.server.ts';
import { paths } from '#app/http/paths.ts';
import { FormNotices } from '#app/titles/form-notices.tsx';
import { openForm } from '#app/titles/open-form.ts';
import { SettleForm } from '#app/titles/settle-form.tsx';
import { settleNaming } from '#app/titles/settle-naming.server.ts';
import { getTitle } from '#app/titles/title.repository.server.ts';
import { SettleNaming } from '#app/titles/title.schema.ts';
import { titleCourse } from '#app/titles/title-course.server.ts';
import { TitleTimeline } from '#app/titles/title-timeline.tsx';
import { titleName } from '#app/titles/title-words.rules.ts';
import { Notice } from '#app/ui/notice.tsx';
import { Page } from '#app/ui/page.tsx';
import { pageTitle } from '#app/ui/page-title.ts';
import { Panel } from '#app/ui/panel.tsx';

export const handle = { interactive: true };

export const meta: MetaFunction<typeof loader> = ({ data }) =>
  pageTitle(data ? `确认命名 · ${titleName(data.title)}` : '确认命名');

export const loader = reads('title.confirm', async (visit) => {
  const { register, params, reader, view } = visit;
  const title = await getTitle(register, params.id ?? '');
  const step = title.steps.find(({ confirmation }) => confirmation === 'pending') ?? null;
  return {
    title,
    step,
    own: step !== null && (await titleCourse.proposersOf(register, title.id, step.sequence)).includes(reader.username),
    kept: await keptFields(visit),
    latest: view.latest,
    today: view.today,
  };
});

export const action = writes('title.confirm', async ({ form, register, params, reader, now }) => {
  const id = params.id ?? '';
  const change = await settleNaming(register, { store: titleCourse, id }, form(SettleNaming), { reader, now });
  return redirect(paths.title(id, outcomeQuery({ change })));
});

export default function Confirm() {
  const { title, step, own, kept, latest, today } = useLoaderData<typeof loader>();
  const failure = useActionData<typeof action>();
  const { values, problems, conflict } = openForm(failure, { kept, stored: {}, latest });
  return (
    <Page
      title="确认或退回命名"
      kicker={titleName(title)}
      width="form"
      crumbs={[
        { href: paths.desk(), label: '待办' },
        { href: paths.title(title.id), label: titleName(title) },
      ]}
    >
      <FormNotices conflict={conflict} kept={kept !== null && failure === undefined} />
      <Panel title="经过" lead="确认之前，请对照文号和附件核对命名的日期和年度。">
        <TitleTimeline title={title} asOf={today} />
      </Panel>
      {step === null && <Notice title="没有等待确认的命名" />}
      {own && <Notice title="这次命名由您提出或更正，请由另一位区级管理员确认" />}
      {step !== null && !own && (
        <SettleForm
          step={step}
          awardYear={title.awardYear}
          values={values}
          problems={problems}
          cancelHref={paths.title(title.id)}
        />
      )}
    </Page>
  );
}
