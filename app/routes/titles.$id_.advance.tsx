import type { MetaFunction } from '@remix-run/node';
import { redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { outcomeQuery } from '#app/changes/outcome.ts';
import { reads, writes } from '#app/http/guard.server.ts';
import { keptFields } from '#app/http/kept-form.server.ts';
import { paths } from '#app/http/paths.ts';
import { readUpload } from '#app/http/uploads.server.ts';
import { AdvanceForm } from '#app/titles/advance-form.tsx';
import { FormNotices } from '#app/titles/form-notices.tsx';
import { openForm } from '#app/titles/open-form.ts';
import { takeStep } from '#app/titles/take-step.server.ts';
import { getTitle } from '#app/titles/title.repository.server.ts';
import { nextStages, stageOptions, withTyped } from '#app/titles/title.rules.ts';
import { AdvanceTitle } from '#app/titles/title.schema.ts';
import { titleCourse } from '#app/titles/title-course.server.ts';
import { wasNamed } from '#app/titles/title-step.rules.ts';
import { TitleTimeline } from '#app/titles/title-timeline.tsx';
import { titleName } from '#app/titles/title-words.rules.ts';
import { Notice } from '#app/ui/notice.tsx';
import { Page } from '#app/ui/page.tsx';
import { pageTitle } from '#app/ui/page-title.ts';
import { Panel } from '#app/ui/panel.tsx';

export const handle = { interactive: true };

export const meta: MetaFunction<typeof loader> = ({ data }) =>
  pageTitle(data ? `推进到下一步 · ${titleName(data.title)}` : '推进到下一步');

export const loader = reads(
  'title.advance',
  { town: async ({ register, params }) => (await getTitle(register, params.id ?? '')).town.code },
  async (visit) => {
    const title = await getTitle(visit.register, visit.params.id ?? '');
    return {
      title,
      stages: stageOptions(title.steps),
      asksAwardYear: nextStages(title.steps).includes('named') && !wasNamed(title.steps),
      kept: await keptFields(visit),
      latest: visit.view.latest,
      today: visit.view.today,
    };
  },
);

export const action = writes(
  'title.advance',
  { town: async ({ register, params }) => (await getTitle(register, params.id ?? '')).town.code },
  async ({ form, wire, register, params, reader, now }) => {
    const id = params.id ?? '';
    const upload = await readUpload(wire, 'attachment');
    const change = await takeStep(register, { store: titleCourse, id }, form(AdvanceTitle), { reader, now, upload });
    return redirect(paths.title(id, outcomeQuery({ change })));
  },
);

export default function Advance() {
  const { title, stages, asksAwardYear, kept, latest, today } = useLoaderData<typeof loader>();
  const failure = useActionData<typeof action>();
  const { values, problems, conflict } = openForm(failure, { kept, stored: {}, latest });
  return (
    <Page
      title="推进到下一步"
      kicker={titleName(title)}
      width="form"
      crumbs={[
        { href: paths.titles(), label: '荣誉与创建' },
        { href: paths.title(title.id), label: titleName(title) },
      ]}
    >
      <FormNotices conflict={conflict} kept={kept !== null && failure === undefined} />
      <Panel title="已有的经过">
        <TitleTimeline title={title} asOf={today} />
      </Panel>
      {stages.length === 0 && (
        <Notice title="现在没有下一步">
          {title.stage === 'named'
            ? '命名还在等区里确认，确认之后才能往下走。'
            : '这项创建已经结束。如要再创建，请另立一项。'}
        </Notice>
      )}
      {(stages.length > 0 || failure || kept) && (
        <AdvanceForm
          stages={withTyped(stages, values.stage)}
          asksAwardYear={asksAwardYear}
          values={values}
          problems={problems}
          cancelHref={paths.title(title.id)}
          today={today}
        />
      )}
    </Page>
  );
}
