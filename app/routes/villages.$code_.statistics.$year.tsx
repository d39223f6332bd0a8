import { type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { conflictOf, fieldsLeft } from '#app/changes/conflict.ts';
import { outcomeQuery, readOutcome } from '#app/changes/outcome.ts';
import { OutcomeNotice } from '#app/changes/outcome-notice.tsx';
import { formState } from '#app/http/form-state.ts';
import { reads, type SignedVisit, writes } from '#app/http/guard.server.ts';
import { keptFields } from '#app/http/kept-form.server.ts';
import { paths } from '#app/http/paths.ts';
import { notFound } from '#app/problem.ts';
import { KeptNotice } from '#app/ui/kept-notice.tsx';
import { Page } from '#app/ui/page.tsx';
import { pageTitle } from '#app/ui/page-title.ts';
import { amendStatistics } from '#app/villages/amend-statistics.server.ts';
import { LedgerForm, ledgerValues } from '#app/villages/ledger-form.tsx';
import { firstLedgerYear } from '#app/villages/statistic.fields.ts';
import { listStatistics } from '#app/villages/statistic.repository.server.ts';
import { isLedgerYear } from '#app/villages/statistic.rules.ts';
import { AmendStatistics } from '#app/villages/statistic.schema.ts';
import { statisticWords } from '#app/villages/village.fields.ts';
import { getTownOfVillage, getVillage } from '#app/villages/village.repository.server.ts';

export const handle = { interactive: true };

const ownTown = { town: ({ register, params }: SignedVisit) => getTownOfVillage(register, params.code) };

/** A year of which there can be a ledger: not before the first, not after the present one. */
function yearOf({ params, view }: Pick<SignedVisit, 'params' | 'view'>): { year: number; newest: number } {
  const newest = Number(view.today.slice(0, 4));
  const year = /^\d{4}$/.test(params.year ?? '') ? Number(params.year) : 0;
  if (!isLedgerYear(year, view.today)) throw notFound('这一年的台账');
  return { year, newest };
}

export const loader = reads('statistics.amend', ownTown, async (visit) => {
  const { register, params, view, url } = visit;
  const { year, newest } = yearOf(visit);
  const { code, name, townName } = await getVillage(register, params.code);
  const ledgers = await listStatistics(register, code);
  const present = ledgers.find((ledger) => ledger.year === year);
  return {
    ...{ code, name, townName, year, newest },
    stored: ledgerValues(present, view.latest),
    others: ledgers.filter((ledger) => ledger.year !== year),
    kept: await keptFields(visit),
    outcome: readOutcome(url.searchParams),
  };
});

export const action = writes('statistics.amend', ownTown, async (visit) => {
  const { form, wire, register, reader, params, now } = visit;
  const { change, confirmJump, ...ledger } = form(AmendStatistics);
  const { code } = await getVillage(register, params.code);
  const { year } = yearOf(visit);
  const amended = await amendStatistics(register, {
    ...{ code, year, ledger, confirmJump, loadedAt: change, left: fieldsLeft(wire.fields) },
    ...{ account: reader.username, at: now },
  });
  return redirect(paths.statistics(code, year, outcomeQuery(amended)));
});

export const meta: MetaFunction<typeof loader> = ({ data }) =>
  pageTitle(data ? `${data.name}${data.year}年台账` : '年度台账');

export default function EditStatistics() {
  const data = useLoaderData<typeof loader>();
  const { code, name, townName, year, others } = data;
  const { values, problems, details } = formState(useActionData<typeof action>(), data);
  const conflict = conflictOf(details);
  return (
    <Page
      title={`${name}${year}年台账`}
      kicker={townName}
      lead="没有采集的项目请空着，不要填 0。"
      crumbs={[
        { href: paths.villages(), label: '村庄' },
        { href: paths.village(code), label: name },
      ]}
      actions={<YearLinks {...data} />}
      width="form"
    >
      {problems.length === 0 && <OutcomeNotice outcome={data.outcome} words={statisticWords.fields} signedIn />}
      <KeptNotice shown={data.kept !== null && problems.length === 0} />
      <LedgerForm
        year={year}
        values={conflict ? { ...values, change: String(conflict.change) } : values}
        problems={conflict ? [] : problems}
        conflict={conflict}
        others={others}
        cancelHref={paths.village(code)}
      />
    </Page>
  );
}

function YearLinks({ code, year, newest }: { code: string; year: number; newest: number }) {
  return (
    <nav aria-label="换一年" className="flex gap-4 text-sm">
      {year > firstLedgerYear && (
        <a rel="prev" href={paths.statistics(code, year - 1)}>
          {year - 1}年
        </a>
      )}
      {year < newest && (
        <a rel="next" href={paths.statistics(code, year + 1)}>
          {year + 1}年
        </a>
      )}
    </nav>
  );
}
