import { type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { outcomeQuery } from '#app/changes/outcome.ts';
import { reads, type SignedVisit, writes } from '#app/http/guard.server.ts';
import { keptFields } from '#app/http/kept-form.server.ts';
import { paths } from '#app/http/paths.ts';
import { findObservation, versionsOfObservation } from '#app/plan/observation.repository.server.ts';
import { mayAnswer, observedYear } from '#app/plan/observation.rules.ts';
import { SettleObservation } from '#app/plan/observation.schema.ts';
import { ObservedYears } from '#app/plan/observed-years.tsx';
import { getReceipt } from '#app/plan/receipt.server.ts';
import { settleObservation } from '#app/plan/settle-observation.server.ts';
import { SettleObservationForm } from '#app/plan/settle-observation-form.tsx';
import { notFound } from '#app/problem.ts';
import { FormNotices } from '#app/titles/form-notices.tsx';
import { openForm } from '#app/titles/open-form.ts';
import { Notice } from '#app/ui/notice.tsx';
import { Page } from '#app/ui/page.tsx';
import { pageTitle } from '#app/ui/page-title.ts';
import { Panel } from '#app/ui/panel.tsx';

export const handle = { interactive: true };

const placeOf = ({ params, view }: Pick<SignedVisit, 'params' | 'view'>) => {
  const year = observedYear(params.year, view.today);
  if (year === null) throw notFound('这一年的数');
  return { key: params.key ?? '', year };
};

export const loader = reads('observation.confirm', async (visit) => {
  const { register, reader, view } = visit;
  const { key, year } = placeOf(visit);
  const { figure, observed } = await getReceipt(register, key, { asOf: view.today });
  if (observed === null) throw notFound('这项指标的年度数');
  const present = await findObservation(register, key, year);
  return {
    ...{ key, year, observed, label: figure.label, unit: figure.unit, latest: view.latest },
    state: present?.confirmation ?? null,
    may: mayAnswer(await versionsOfObservation(register, key, year), reader.username),
    kept: await keptFields(visit),
  };
});

export const action = writes('observation.confirm', async (visit) => {
  const { form, register, reader, now } = visit;
  const place = placeOf(visit);
  const change = await settleObservation(register, place, form(SettleObservation), {
    account: reader.username,
    at: now,
  });
  return redirect(paths.figure(place.key, outcomeQuery({ change })));
});

export const meta: MetaFunction<typeof loader> = ({ data }) =>
  pageTitle(data ? `确认${data.label}${data.year}年数` : '确认指标年度数');

export default function ConfirmObservation() {
  const { key, year, label, unit, observed, state, may, kept, latest } = useLoaderData<typeof loader>();
  const failure = useActionData<typeof action>();
  const { values, problems, conflict } = openForm(failure, { kept, stored: {}, latest });
  const answers = state === 'pending' && (may.confirm || may.decline);
  return (
    <Page
      title="确认或退回年度数"
      kicker={`${label} · ${year}年`}
      crumbs={[
        { href: paths.desk(), label: '待办' },
        { href: paths.figure(key), label },
      ]}
    >
      <FormNotices conflict={conflict} kept={kept !== null && failure === undefined} />
      <Panel title="逐年的数" lead="确认之前，请对照来源、文号和附件核对数值。">
        <ObservedYears figureKey={key} unit={unit} observed={observed} opensPapers entering={null} />
      </Panel>
      {state !== 'pending' && <Notice title={`${year}年没有等待确认的数`} />}
      {state === 'pending' && !may.confirm && <Notice title="这一年的数由您填报或更正，请由另一位区级账户确认" />}
      {answers && (
        <div className="max-w-form">
          <SettleObservationForm may={may} values={values} problems={problems} cancelHref={paths.figure(key)} />
        </div>
      )}
    </Page>
  );
}
