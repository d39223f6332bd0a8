import { type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { may } from '#app/accounts/policy.rules.ts';
import { townsTicked } from '#app/areas/area.fields.ts';
import { SaveArea } from '#app/areas/area.schema.ts';
import { AreaForm, areaValues } from '#app/areas/area-form.tsx';
import { startArea } from '#app/areas/save-area.server.ts';
import { outcomeQuery } from '#app/changes/outcome.ts';
import { reads, type SignedVisit, writes } from '#app/http/guard.server.ts';
import { keptFields } from '#app/http/kept-form.server.ts';
import { paths } from '#app/http/paths.ts';
import { openForm } from '#app/titles/open-form.ts';
import { KeptNotice } from '#app/ui/kept-notice.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { Page } from '#app/ui/page.tsx';
import { pageTitle } from '#app/ui/page-title.ts';
import { listTownChoices } from '#app/villages/town.repository.server.ts';

export const handle = { interactive: true };

export const meta: MetaFunction = () => pageTitle('登记示范片区');

/** An office registers what lies in its own town. */
const ownTown = { town: async ({ reader }: SignedVisit) => reader.townCode };

export const loader = reads('area.amend', ownTown, async (visit) => {
  const { register, reader, view } = visit;
  return {
    towns: may(reader, 'area.confirm') ? await listTownChoices(register, undefined) : null,
    stored: areaValues(null, view.latest),
    ...{ kept: await keptFields(visit), latest: view.latest },
  };
});

export const action = writes('area.amend', ownTown, async ({ form, wire, register, reader, now }) => {
  const saving = { said: form(SaveArea), ticked: townsTicked(wire.fields) };
  const { id, change } = await startArea(register, saving, { reader, now });
  return redirect(paths.area(id, outcomeQuery({ change })));
});

export default function NewArea() {
  const { towns, stored, kept, latest } = useLoaderData<typeof loader>();
  const failure = useActionData<typeof action>();
  const { values, problems } = openForm(failure, { kept, stored, latest });
  return (
    <Page
      title="登记示范片区"
      lead="先登记片区的资料，成员村和申报、命名等进展在片区的页面上继续登记。"
      width="form"
      crumbs={[{ href: paths.areas(), label: '示范片区' }]}
    >
      <KeptNotice shown={kept !== null && failure === undefined} />
      {towns?.length === 0 && (
        <Notice title="请由镇里登记">登记的镇很多，这里不逐一列出。片区由所在的镇登记，区里确认。</Notice>
      )}
      <AreaForm values={values} problems={problems} conflict={null} towns={towns} cancelHref={paths.areas()} />
    </Page>
  );
}
