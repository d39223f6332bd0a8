import { type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { outcomeQuery } from '#app/changes/outcome.ts';
import { formState } from '#app/http/form-state.ts';
import { reads, writes } from '#app/http/guard.server.ts';
import { keptFields } from '#app/http/kept-form.server.ts';
import { paths } from '#app/http/paths.ts';
import { KeptNotice } from '#app/ui/kept-notice.tsx';
import { Page } from '#app/ui/page.tsx';
import { pageTitle } from '#app/ui/page-title.ts';
import { Panel } from '#app/ui/panel.tsx';
import { LineageForm } from '#app/villages/lineage-form.tsx';
import { recordLineage } from '#app/villages/record-lineage.server.ts';
import { getVillage, listVillageChoices } from '#app/villages/village.repository.server.ts';
import { RecordLineage } from '#app/villages/village.schema.ts';
import { listLineage } from '#app/villages/village-event.repository.server.ts';
import { LineageList } from '#app/villages/village-profile.tsx';

export const handle = { interactive: true };

export const loader = reads('village.lineage', async (visit) => {
  const { code, name, townCode, townName } = await getVillage(visit.register, visit.params.code);
  const others = (await listVillageChoices(visit.register, townCode)).filter((other) => other.code !== code);
  return {
    ...{ code, name, townName },
    lineage: await listLineage(visit.register, code),
    successors: others.map((other) => ({ value: other.code, label: `${other.townName} ${other.name}` })),
    stored: { kind: '', day: '', newName: '', successorCode: '', documentNumber: '', note: '' },
    kept: await keptFields(visit),
  };
});

export const action = writes('village.lineage', async ({ form, register, reader, params, view, now }) => {
  const event = form(RecordLineage);
  const { code } = await getVillage(register, params.code);
  const change = await recordLineage(register, { code, event, today: view.today, account: reader.username, at: now });
  return redirect(paths.village(code, outcomeQuery({ change })));
});

export const meta: MetaFunction<typeof loader> = ({ data }) => pageTitle(`登记${data?.name ?? '村庄'}的沿革`);

export default function Lineage() {
  const data = useLoaderData<typeof loader>();
  const { code, name, townName, lineage, successors } = data;
  const { values, problems } = formState(useActionData<typeof action>(), data);
  return (
    <Page
      title={`登记${name}的沿革`}
      kicker={townName}
      lead="更名、并入他村或撤销建制。村庄的区划代码和历年资料都保留。"
      crumbs={[
        { href: paths.villages(), label: '村庄' },
        { href: paths.village(code), label: name },
      ]}
      width="form"
    >
      <KeptNotice shown={data.kept !== null && problems.length === 0} />
      <Panel title="已登记的沿革">
        <LineageList code={code} lineage={lineage} />
      </Panel>
      <LineageForm values={values} problems={problems} successors={successors} cancelHref={paths.village(code)} />
    </Page>
  );
}
