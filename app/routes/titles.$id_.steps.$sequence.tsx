import type { MetaFunction } from '@remix-run/node';
import { redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { outcomeQuery } from '#app/changes/outcome.ts';
import { reads, writes } from '#app/http/guard.server.ts';
import { keptFields } from '#app/http/kept-form.server.ts';
import { paths } from '#app/http/paths.ts';
import { readUpload } from '#app/http/uploads.server.ts';
import { CorrectForm } from '#app/titles/correct-form.tsx';
import { correctStep } from '#app/titles/correct-step.server.ts';
import { CorrectionNotices, FormNotices } from '#app/titles/form-notices.tsx';
import { openForm } from '#app/titles/open-form.ts';
import { stepWire } from '#app/titles/step-wire.rules.ts';
import { stageWords } from '#app/titles/title.fields.ts';
import { getTitle } from '#app/titles/title.repository.server.ts';
import { CorrectStep } from '#app/titles/title.schema.ts';
import { titleCourse } from '#app/titles/title-course.server.ts';
import { carriesAwardYear, getStep } from '#app/titles/title-step.rules.ts';
import { titleName } from '#app/titles/title-words.rules.ts';
import { Page } from '#app/ui/page.tsx';
import { pageTitle } from '#app/ui/page-title.ts';

export const handle = { interactive: true };

export const meta: MetaFunction<typeof loader> = ({ data }) =>
  pageTitle(data ? `更正「${stageWords[data.step.stage]}」 · ${titleName(data.title)}` : '更正');

export const loader = reads(
  'title.advance',
  { town: async ({ register, params }) => (await getTitle(register, params.id ?? '')).town.code },
  async (visit) => {
    const title = await getTitle(visit.register, visit.params.id ?? '');
    const step = getStep(title, Number(visit.params.sequence));
    return {
      title,
      step,
      stored: stepWire(title, step),
      asksAwardYear: carriesAwardYear(title.steps, step.sequence),
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
    const place = { store: titleCourse, id: params.id ?? '', sequence: Number(params.sequence) };
    const upload = await readUpload(wire, 'attachment');
    const change = await correctStep(register, place, form(CorrectStep), { reader, now, upload });
    return redirect(paths.title(place.id, outcomeQuery({ change })));
  },
);

export default function Correct() {
  const { title, step, stored, asksAwardYear, kept, latest, today } = useLoaderData<typeof loader>();
  const failure = useActionData<typeof action>();
  const { values, problems, conflict } = openForm(failure, { kept, stored, latest });
  return (
    <Page
      title={`更正「${stageWords[step.stage]}」`}
      kicker={titleName(title)}
      width="form"
      crumbs={[
        { href: paths.titles(), label: '荣誉与创建' },
        { href: paths.title(title.id), label: titleName(title) },
      ]}
    >
      <FormNotices conflict={conflict} kept={kept !== null && failure === undefined} />
      <CorrectionNotices step={step} />
      <CorrectForm
        asksAwardYear={asksAwardYear}
        attached={step.attachmentName}
        values={values}
        problems={problems}
        cancelHref={paths.title(title.id)}
        today={today}
      />
    </Page>
  );
}
