import { type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { amendLocalOutputs } from '#app/certificates/amend-local-outputs.server.ts';
import { localOutputWords } from '#app/certificates/certificate.fields.ts';
import { listLocalOutputs } from '#app/certificates/output.repository.server.ts';
import { reportableYear, sheetOf } from '#app/certificates/output.rules.ts';
import { tonnesForm } from '#app/certificates/output.schema.ts';
import { TonnesForm, tonnesValues } from '#app/certificates/tonnes-form.tsx';
import { conflictOf, fieldsLeft } from '#app/changes/conflict.ts';
import { outcomeQuery } from '#app/changes/outcome.ts';
import { formState } from '#app/http/form-state.ts';
import { reads, type SignedVisit, writes } from '#app/http/guard.server.ts';
import { keptFields } from '#app/http/kept-form.server.ts';
import { paths } from '#app/http/paths.ts';
import { notFound } from '#app/problem.ts';
import { categories, categoryWords } from '#app/producers/category.ts';
import { formatTonnes } from '#app/ui/format.ts';
import { KeptNotice } from '#app/ui/kept-notice.tsx';
import { Page } from '#app/ui/page.tsx';
import { pageTitle } from '#app/ui/page-title.ts';
import { findTown } from '#app/villages/town.repository.server.ts';

export const handle = { interactive: true };

const ofTown = { town: async ({ params }: SignedVisit) => params.town ?? null };

async function sheetAsked({ register, params, view }: Pick<SignedVisit, 'register' | 'params' | 'view'>) {
  const year = reportableYear(params.year, view.today);
  const town = await findTown(register, params.town ?? '');
  if (town === undefined) throw notFound('这个镇');
  return { year, town };
}

export const loader = reads('localOutput.amend', ofTown, async (visit) => {
  const { register, view } = visit;
  const { year, town } = await sheetAsked(visit);
  const rows = await listLocalOutputs(register, { towns: [town.code] });
  const of = (wanted: number) => rows.filter((row) => row.year === wanted);
  const fields = categories.map((category) => {
    const before = of(year - 1).find((row) => row.category === category)?.tonnes;
    const note = of(year).find((row) => row.category === category)?.note;
    const last = before == null ? `${year - 1}年未采集` : `${year - 1}年 ${formatTonnes(before)} 吨`;
    return { field: category, label: categoryWords[category], hint: [last, note].filter(Boolean).join('；') };
  });
  const stored = sheetOf(
    categories,
    of(year).map(({ category, tonnes }) => ({ field: category, tonnes })),
  );
  return {
    ...{ year, townName: town.name, fields },
    stored: tonnesValues(stored, view.latest),
    kept: await keptFields(visit),
  };
});

export const action = writes('localOutput.amend', ofTown, async (visit) => {
  const { form, wire, register, reader, now } = visit;
  const { year, town } = await sheetAsked(visit);
  const { change: loadedAt, sheet } = form(tonnesForm(categories));
  const amended = await amendLocalOutputs(register, {
    ...{ town: town.code, year, sheet, loadedAt, left: fieldsLeft(wire.fields) },
    ...{ account: reader.username, at: now },
  });
  return redirect(paths.outputs({ year, ...outcomeQuery(amended) }));
});

export const meta: MetaFunction<typeof loader> = ({ data }) =>
  pageTitle(data ? `${data.townName}${data.year}年${localOutputWords.noun}` : localOutputWords.noun);

export default function LocalOutputs() {
  const { year, townName, fields, stored, kept } = useLoaderData<typeof loader>();
  const { values, problems, details } = formState(useActionData<typeof action>(), { kept, stored });
  const conflict = conflictOf(details);
  return (
    <Page
      title={`${year}年${localOutputWords.noun}`}
      kicker={townName}
      lead="按吨填报，最多三位小数。没有统计的类别请空着，不要填 0。"
      crumbs={[{ href: paths.outputs({ year }), label: '产量' }]}
      width="form"
    >
      <KeptNotice shown={kept !== null && problems.length === 0} />
      <TonnesForm
        fields={fields}
        values={conflict ? { ...values, change: String(conflict.change) } : values}
        problems={conflict ? [] : problems}
        conflict={conflict}
        submit={`保存${year}年产量`}
        cancelHref={paths.outputs({ year })}
      />
    </Page>
  );
}
