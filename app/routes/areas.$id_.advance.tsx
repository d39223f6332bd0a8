import { type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { getArea, getTownOfArea } from '#app/areas/area.repository.server.ts';
import { areaCourse } from '#app/areas/area-course.server.ts';
import { outcomeQuery } from '#app/changes/outcome.ts';
import { reads, type SignedVisit, writes } from '#app/http/guard.server.ts';
import { keptFields } from '#app/http/kept-form.server.ts';
import { paths } from '#app/http/paths.ts';
import { readUpload } from '#app/http/uploads.server.ts';
import { AdvanceForm } from '#app/titles/advance-form.tsx';
import { FormNotices } from '#app/titles/form-notices.tsx';
import { openForm } from '#app/titles/open-form.ts';
import { StepTimeline } from '#app/titles/step-timeline.tsx';
import { takeStep } from '#app/titles/take-step.server.ts';
import { nextStages, stageOptions, withTyped } from '#app/titles/title.rules.ts';
import { AdvanceTitle } from '#app/titles/title.schema.ts';
import { wasNamed } from '#app/titles/title-step.rules.ts';
import { Notice } from '#app/ui/notice.tsx';
import { Page } from '#app/ui/page.tsx';
import { pageTitle } from '#app/ui/page-title.ts';
import { Panel } from '#app/ui/panel.tsx';

export const handle = { interactive: true };

export const meta: MetaFunction<typeof loader> = ({ data }) => pageTitle(`推进到下一步 · ${data?.name ?? '示范片区'}`);

const ownTown = {
  town: ({ register, params, reader }: SignedVisit) => getTownOfArea(register, params.id, reader),
};

export const loader = reads('area.amend', ownTown, async (visit) => {
  const { id, name, stage, steps } = await getArea(visit.register, visit.params.id);
  return {
    ...{ id, name, stage, steps },
    stages: stageOptions(steps),
    asksAwardYear: nextStages(steps).includes('named') && !wasNamed(steps),
    kept: await keptFields(visit),
    ...{ latest: visit.view.latest, today: visit.view.today },
  };
});

export const action = writes('area.amend', ownTown, async ({ form, wire, register, params, reader, now }) => {
  const { id } = await getArea(register, params.id);
  const upload = await readUpload(wire, 'attachment');
  const change = await takeStep(register, { store: areaCourse, id }, form(AdvanceTitle), { reader, now, upload });
  return redirect(paths.area(id, outcomeQuery({ change })));
});

export default function AdvanceArea() {
  const { id, name, stage, steps, stages, asksAwardYear, kept, latest, today } = useLoaderData<typeof loader>();
  const failure = useActionData<typeof action>();
  const { values, problems, conflict } = openForm(failure, { kept, stored: {}, latest });
  return (
    <Page
      title="推进到下一步"
      kicker={name}
      width="form"
      crumbs={[
        { href: paths.areas(), label: '示范片区' },
        { href: paths.area(id), label: name },
      ]}
    >
      <FormNotices conflict={conflict} kept={kept !== null && failure === undefined} />
      {steps.length > 0 && (
        <Panel title="已有的经过">
          <StepTimeline label={`${name}的经过`} steps={steps} asOf={today} correctHref={null} />
        </Panel>
      )}
      {stages.length === 0 && (
        <Notice title="现在没有下一步">
          {stage === 'named' ? '命名还在等区里确认，确认之后才能往下走。' : '这个片区的创建已经结束。'}
        </Notice>
      )}
      {(stages.length > 0 || failure || kept) && (
        <AdvanceForm
          stages={withTyped(stages, values.stage)}
          asksAwardYear={asksAwardYear}
          values={values}
          problems={problems}
          cancelHref={paths.area(id)}
          today={today}
        />
      )}
    </Page>
  );
}
