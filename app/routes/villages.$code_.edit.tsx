import { type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { conflictOf, fieldsLeft } from '#app/changes/conflict.ts';
import { outcomeQuery } from '#app/changes/outcome.ts';
import { formState } from '#app/http/form-state.ts';
import { reads, type SignedVisit, writes } from '#app/http/guard.server.ts';
import { keptFields } from '#app/http/kept-form.server.ts';
import { paths } from '#app/http/paths.ts';
import { KeptNotice } from '#app/ui/kept-notice.tsx';
import { Page } from '#app/ui/page.tsx';
import { pageTitle } from '#app/ui/page-title.ts';
import { amendVillage } from '#app/villages/amend-village.server.ts';
import { getTownOfVillage, getVillage } from '#app/villages/village.repository.server.ts';
import { AmendVillage } from '#app/villages/village.schema.ts';
import { profileValues, VillageForm } from '#app/villages/village-form.tsx';

export const handle = { interactive: true };

const ownTown = { town: ({ register, params }: SignedVisit) => getTownOfVillage(register, params.code) };

export const loader = reads('village.amend', ownTown, async (visit) => {
  const { register, params, view } = visit;
  const { code, name, townName, ...village } = await getVillage(register, params.code);
  return { code, name, townName, stored: profileValues(village, view.latest), kept: await keptFields(visit) };
});

export const action = writes('village.amend', ownTown, async ({ form, wire, register, reader, params, now }) => {
  const { change, ...profile } = form(AmendVillage);
  const { code } = await getVillage(register, params.code);
  const amended = await amendVillage(register, {
    ...{ code, profile, loadedAt: change, left: fieldsLeft(wire.fields) },
    ...{ account: reader.username, at: now },
  });
  return redirect(paths.village(code, outcomeQuery(amended)));
});

export const meta: MetaFunction<typeof loader> = ({ data }) => pageTitle(`编辑${data?.name ?? '村庄'}资料`);

export default function EditVillage() {
  const { code, name, townName, stored, kept } = useLoaderData<typeof loader>();
  const { values, problems, details } = formState(useActionData<typeof action>(), { kept, stored });
  const conflict = conflictOf(details);
  return (
    <Page
      title={`编辑${name}资料`}
      kicker={townName}
      lead="空着的项目显示为未采集。规划保留保护状态另行申报。"
      crumbs={[
        { href: paths.villages(), label: '村庄' },
        { href: paths.village(code), label: name },
      ]}
      width="form"
    >
      <KeptNotice shown={kept !== null && problems.length === 0} />
      <VillageForm
        values={conflict ? { ...values, change: String(conflict.change) } : values}
        problems={conflict ? [] : problems}
        conflict={conflict}
        cancelHref={paths.village(code)}
      />
    </Page>
  );
}
