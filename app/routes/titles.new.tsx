import type { MetaFunction } from '@remix-run/node';
import { redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { outcomeQuery } from '#app/changes/outcome.ts';
import { reads, writes } from '#app/http/guard.server.ts';
import { keptFields } from '#app/http/kept-form.server.ts';
import { paths } from '#app/http/paths.ts';
import { readUpload } from '#app/http/uploads.server.ts';
import { detailsWith } from '#app/problem.ts';
import { FormNotices } from '#app/titles/form-notices.tsx';
import { openForm } from '#app/titles/open-form.ts';
import { StartForm } from '#app/titles/start-form.tsx';
import { startTitle, townOfChosen } from '#app/titles/start-title.server.ts';
import { listProgrammes } from '#app/titles/title.repository.server.ts';
import { stageOptions } from '#app/titles/title.rules.ts';
import { StartTitle, type TitleInTheWay } from '#app/titles/title.schema.ts';
import { Notice } from '#app/ui/notice.tsx';
import { Page } from '#app/ui/page.tsx';
import { pageTitle } from '#app/ui/page-title.ts';
import { findVillage, listVillageChoices, listVillagesOf } from '#app/villages/village.repository.server.ts';

export const handle = { interactive: true };

export const meta: MetaFunction = () => pageTitle('新建创建项目');

export const loader = reads('title.advance', { town: async ({ reader }) => reader.townCode }, async (visit) => {
  const { register, reader, url, view } = visit;
  const chosen = url.searchParams.get('village') ?? '';
  const villages =
    reader.townCode === null
      ? await listVillageChoices(register, (await findVillage(register, chosen))?.townCode ?? null)
      : await listVillagesOf(register, [reader.townCode]);
  const programmes = await listProgrammes(register);
  return {
    villages: villages.map(({ code, name, townName }) => ({ value: code, label: `${townName} ${name}` })),
    programmes: programmes.map(({ key, name }) => ({ value: key, label: name })),
    stages: stageOptions([]),
    stored: { villageCode: chosen },
    kept: await keptFields(visit),
    latest: view.latest,
    today: view.today,
  };
});

export const action = writes(
  'title.advance',
  { town: ({ register, wire }) => townOfChosen(register, wire.fields.villageCode) },
  async ({ form, wire, register, reader, now }) => {
    const upload = await readUpload(wire, 'attachment');
    const { id, change } = await startTitle(register, form(StartTitle), { reader, now, upload });
    return redirect(paths.title(id, outcomeQuery({ change })));
  },
);

export default function NewTitle() {
  const { stored, kept, latest, ...choices } = useLoaderData<typeof loader>();
  const failure = useActionData<typeof action>();
  const { values, problems } = openForm(failure, { kept, stored, latest });
  const inTheWay = detailsWith<TitleInTheWay>(failure?.problem.details, 'titleInTheWay');
  return (
    <Page
      title="新建创建项目"
      lead="一个村在一个项目上只登记一次，以后在这一项上逐步推进。"
      width="form"
      crumbs={[{ href: paths.titles(), label: '荣誉与创建' }]}
    >
      <FormNotices conflict={null} kept={kept !== null && failure === undefined} />
      {inTheWay !== null && (
        <Notice tone="warning" title="这个村已经登记过这个项目">
          <a href={paths.title(inTheWay.titleInTheWay)}>打开已有的登记</a>
        </Notice>
      )}
      {choices.villages.length === 0 && (
        <Notice title="请从村庄的页面打开">登记的村很多，这里不逐一列出。请先找到这个村，再从它的页面登记。</Notice>
      )}
      <StartForm {...choices} values={values} problems={problems} />
    </Page>
  );
}
