import { type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { may } from '#app/accounts/policy.rules.ts';
import { townsTicked } from '#app/areas/area.fields.ts';
import { getArea, getTownOfArea } from '#app/areas/area.repository.server.ts';
import { SaveArea } from '#app/areas/area.schema.ts';
import { AreaForm, areaValues } from '#app/areas/area-form.tsx';
import { amendArea } from '#app/areas/save-area.server.ts';
import { conflictOf, fieldsLeft } from '#app/changes/conflict.ts';
import { outcomeQuery } from '#app/changes/outcome.ts';
import { reads, type SignedVisit, writes } from '#app/http/guard.server.ts';
import { keptFields } from '#app/http/kept-form.server.ts';
import { paths } from '#app/http/paths.ts';
import { openForm } from '#app/titles/open-form.ts';
import { KeptNotice } from '#app/ui/kept-notice.tsx';
import { Page } from '#app/ui/page.tsx';
import { pageTitle } from '#app/ui/page-title.ts';
import { listTownChoices } from '#app/villages/town.repository.server.ts';

export const handle = { interactive: true };

const ownTown = {
  town: ({ register, params, reader }: SignedVisit) => getTownOfArea(register, params.id, reader),
};

export const loader = reads('area.amend', ownTown, async (visit) => {
  const { register, reader, params, view } = visit;
  const area = await getArea(register, params.id);
  const choices = await listTownChoices(register, undefined);
  return {
    ...{ id: area.id, name: area.name },
    towns: may(reader, 'area.confirm') ? (choices.length > 0 ? choices : area.towns) : null,
    stored: areaValues(area, view.latest),
    ...{ kept: await keptFields(visit), latest: view.latest },
  };
});

export const action = writes('area.amend', ownTown, async ({ form, wire, register, reader, params, now }) => {
  const { id } = await getArea(register, params.id);
  const saving = { said: form(SaveArea), ticked: townsTicked(wire.fields), left: fieldsLeft(wire.fields) };
  return redirect(paths.area(id, outcomeQuery(await amendArea(register, { id, ...saving }, { reader, now }))));
});

export const meta: MetaFunction<typeof loader> = ({ data }) => pageTitle(`修改${data?.name ?? '示范片区'}`);

export default function EditArea() {
  const { id, name, towns, stored, kept, latest } = useLoaderData<typeof loader>();
  const failure = useActionData<typeof action>();
  const { values, problems } = openForm(failure, { kept, stored, latest });
  const conflict = conflictOf(failure?.problem.details);
  return (
    <Page
      title={`修改${name}`}
      width="form"
      crumbs={[
        { href: paths.areas(), label: '示范片区' },
        { href: paths.area(id), label: name },
      ]}
    >
      <KeptNotice shown={kept !== null && failure === undefined} />
      <AreaForm
        values={conflict ? { ...values, change: String(conflict.change) } : values}
        problems={conflict ? [] : problems}
        conflict={conflict}
        towns={towns}
        cancelHref={paths.area(id)}
      />
    </Page>
  );
}
