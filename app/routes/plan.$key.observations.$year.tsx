import { type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { conflictOf, fieldsLeft } from '#app/changes/conflict.ts';
import { outcomeQuery } from '#app/changes/outcome.ts';
import { formState } from '#app/http/form-state.ts';
import { reads, type SignedVisit, writes } from '#app/http/guard.server.ts';
import { keptFields } from '#app/http/kept-form.server.ts';
import { paths } from '#app/http/paths.ts';
import { readUpload } from '#app/http/uploads.server.ts';
import { enterObservation } from '#app/plan/enter-observation.server.ts';
import { findObservation } from '#app/plan/observation.repository.server.ts';
import { observedYear } from '#app/plan/observation.rules.ts';
import { EnterObservation } from '#app/plan/observation.schema.ts';
import { ObservationForm, observationValues } from '#app/plan/observation-form.tsx';
import { observedOn } from '#app/plan/observed-figure.rules.ts';
import { readObservedGround } from '#app/plan/plan.repository.server.ts';
import { notFound } from '#app/problem.ts';
import { KeptNotice } from '#app/ui/kept-notice.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { Page } from '#app/ui/page.tsx';
import { pageTitle } from '#app/ui/page-title.ts';

export const handle = { interactive: true };

const placeOf = ({ params, view }: Pick<SignedVisit, 'params' | 'view'>) => {
  const year = observedYear(params.year, view.today);
  if (year === null) throw notFound('这一年的数');
  return { key: params.key ?? '', year };
};

export const loader = reads('observation.enter', async (visit) => {
  const { register, view } = visit;
  const { key, year } = placeOf(visit);
  const observed = observedOn(await readObservedGround(register), key, view.today);
  if (observed === null) throw notFound('这项指标的年度数');
  const present = await findObservation(register, key, year);
  return {
    ...{ key, year, label: observed.indicator.label, unit: observed.indicator.unit, settings: observed.settings },
    ...{ confirmation: present?.confirmation ?? null, answer: present?.confirmationReason ?? null },
    ...{ attached: present?.attachmentName ?? null, today: view.today, method: observed.method.text },
    stored: observationValues(present, view.latest),
    kept: await keptFields(visit),
  };
});

export const action = writes('observation.enter', async (visit) => {
  const { form, wire, register, reader, now } = visit;
  const { key, year } = placeOf(visit);
  const entered = await enterObservation(register, {
    ...{ key, year, form: form(EnterObservation), upload: await readUpload(wire, 'attachment') },
    ...{ left: fieldsLeft(wire.fields), account: reader.username, at: now },
  });
  return redirect(paths.figure(key, outcomeQuery(entered)));
});

export const meta: MetaFunction<typeof loader> = ({ data }) =>
  pageTitle(data ? `${data.label}${data.year}年数` : '指标年度数');

export default function Enter() {
  const data = useLoaderData<typeof loader>();
  const { key, year, label, confirmation, answer, method } = data;
  const { values, problems, details } = formState(useActionData<typeof action>(), data);
  const conflict = conflictOf(details);
  return (
    <Page
      title={`${label} · ${year}年`}
      kicker="填报指标年度数"
      lead={method}
      width="form"
      crumbs={[
        { href: paths.plan(), label: '规划指标' },
        { href: paths.figure(key), label },
      ]}
    >
      <KeptNotice shown={data.kept !== null && problems.length === 0} />
      {confirmation === 'confirmed' && <Notice title="这一年的数已经确认。更正之后，要等另一位重新确认才计入" />}
      {confirmation === 'declined' && (
        <Notice tone="warning" title="这一年的数已被退回">
          {answer}
        </Notice>
      )}
      <ObservationForm
        {...{ year, unit: data.unit, settings: data.settings, attached: data.attached, today: data.today, conflict }}
        values={conflict ? { ...values, change: String(conflict.change) } : values}
        problems={conflict ? [] : problems}
        cancelHref={paths.figure(key)}
      />
    </Page>
  );
}
