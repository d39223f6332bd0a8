import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { may } from '#app/accounts/policy.rules.ts';
import { pageWithin, totalOf } from '#app/counting.ts';
import { reads } from '#app/http/guard.server.ts';
import { paths } from '#app/http/paths.ts';
import { listAwardYears, listProgrammes } from '#app/titles/title.repository.server.ts';
import { TitleSearch } from '#app/titles/title.schema.ts';
import { TitleFilters } from '#app/titles/title-filters.tsx';
import { countTitlesByStage, listTitlesOn, openTitleList } from '#app/titles/title-list.repository.server.ts';
import { StageStrip, TitleTable } from '#app/titles/title-table.tsx';
import { asSeenBy } from '#app/titles/title-words.rules.ts';
import { ButtonLink } from '#app/ui/button.tsx';
import { ExportLinks } from '#app/ui/export-links.tsx';
import { formatDay, formatTotal } from '#app/ui/format.ts';
import { Page } from '#app/ui/page.tsx';
import { pageTitle } from '#app/ui/page-title.ts';
import { Pager } from '#app/ui/pager.tsx';
import { listTownChoices } from '#app/villages/town.repository.server.ts';

const pageSize = 20;

export const meta: MetaFunction = () => pageTitle('荣誉与创建');

export const loader = reads('public.read', async ({ db, view, url, reader }) => {
  const search = TitleSearch.parse(Object.fromEntries(url.searchParams));
  const { stage, page: asked, ...filter } = search;
  const list = await openTitleList(db, filter, view.asOf);
  const counts = await countTitlesByStage(list);
  const listed = stage === undefined ? counts : counts.filter((one) => one.stage === stage);
  const total = totalOf(listed);
  const page = pageWithin(asked, total, pageSize);
  const rows = await listTitlesOn(list, listed, { offset: (page - 1) * pageSize, limit: pageSize });
  return {
    rows: rows.map((row) => ({ ...row, title: asSeenBy(reader, row.title) })),
    ...{ total, counts },
    search: { ...search, page },
    choices: {
      towns: await listTownChoices(db, filter.town),
      programmes: await listProgrammes(db),
      years: await listAwardYears(db),
    },
    asOf: view.asOf,
    pin: view.pin,
    mayStart: may(reader, 'title.advance'),
  };
});

export default function Titles() {
  const { rows, total, counts, search, choices, asOf, pin, mayStart } = useLoaderData<typeof loader>();
  const { page, ...filters } = search;
  return (
    <Page
      title="荣誉与创建"
      lead={`各村争创的项目，在 ${formatDay(asOf)}走到了哪一步。`}
      actions={mayStart && <ButtonLink href={paths.titleStart()}>新建创建项目</ButtonLink>}
    >
      <TitleFilters search={search} choices={choices} pin={pin} />
      <StageStrip
        counts={counts}
        current={search.stage}
        href={(stage) => paths.titles({ ...filters, stage, ...pin })}
      />
      <TitleTable rows={rows} pin={pin} />
      <Pager
        total={total}
        page={page}
        pageSize={pageSize}
        counter="项"
        href={(next) => paths.titles({ ...filters, page: next, ...pin })}
      />
      <ExportLinks
        what={`全部 ${formatTotal(total, '项')}`}
        href={(format) => paths.exported(`titles.${format}`, { ...filters, ...pin })}
      />
    </Page>
  );
}
