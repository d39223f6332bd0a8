import { type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { getArea, getTownOfArea } from '#app/areas/area.repository.server.ts';
import { areaCourse } from '#app/areas/area-course.server.ts';
import { outcomeQuery } from '#app/changes/outcome.ts';
import { reads, type SignedVisit, writes } from '#app/http/guard.server.ts';
import { keptFields } from '#app/http/kept-form.server.ts';
import { paths } from '#app/http/paths.ts';
import { readUpload } from '#app/http/uploads.server.ts';
import { CorrectForm } from '#app/titles/correct-form.tsx';
import { correctStep } from '#app/titles/correct-step.server.ts';
import { CorrectionNotices, FormNotices } from '#app/titles/form-notices.tsx';
import { openForm } from '#app/titles/open-form.ts';
import { stepWire } from '#app/titles/step-wire.rules.ts';
import { stageWords } from '#app/titles/title.fields.ts';
import { CorrectStep } from '#app/titles/title.schema.ts';
import { carriesAwardYear, getStep } from '#app/titles/title-step.rules.ts';
import { Page } from '#app/ui/page.tsx';
import { pageTitle } from '#app/ui/page-title.ts';

export const handle = { interactive: true };

export const meta: MetaFunction<typeof loader> = ({ data }) =>
  pageTitle(data ? `更正「${stageWords[data.step.stage]}」 · ${data.name}` : '更正');

const ownTown = {
  town: ({ register, params, reader }: SignedVisit) => getTownOfArea(register, params.id, reader),
};

export const loader = reads('area.amend', ownTown, async (visit) => {
  const area = await getArea(visit.register, visit.params.id);
  const step = getStep(area, Number(visit.params.sequence));
  return {
    ...{ id: area.id, name: area.name, step },
    stored: stepWire(area, step),
    asksAwardYear: carriesAwardYear(area.steps, step.sequence),
    kept: await keptFields(visit),
    ...{ latest: visit.view.latest, today: visit.view.today },
  };
});

export const action = writes('area.amend', ownTown, async ({ form, wire, register, params, reader, now }) => {
  const { id } = await getArea(register, params.id);
  const place = { store: areaCourse, id, sequence: Number(params.sequence) };
  const upload = await readUpload(wire, 'attachment');
  const change = await correctStep(register, place, form(CorrectStep), { reader, now, upload });
  return redirect(paths.area(id, outcomeQuery({ change })));
});

export default function CorrectAreaStep() {
  const { id, name, step, stored, asksAwardYear, kept, latest, today } = useLoaderData<typeof loader>();
  const failure = useActionData<typeof action>();
  const { values, problems, conflict } = openForm(failure, { kept, stored, latest });
  return (
    <Page
      title={`更正「${stageWords[step.stage]}」`}
      kicker={name}
      width="form"
      crumbs={[
        { href: paths.areas(), label: '示范片区' },
        { href: paths.area(id), label: name },
      ]}
    >
      <FormNotices conflict={conflict} kept={kept !== null && failure === undefined} />
      <CorrectionNotices step={step} />
      <CorrectForm
        asksAwardYear={asksAwardYear}
        attached={step.attachmentName}
        values={values}
        problems={problems}
        cancelHref={paths.area(id)}
        today={today}
      />
    </Page>
  );
}
