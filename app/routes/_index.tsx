import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { may } from '#app/accounts/policy.rules.ts';
import { listAreas } from '#app/areas/area.repository.server.ts';
import { areasAwaitingDistrict, areasDeclined } from '#app/areas/area.rules.ts';
import { reads, type Visit } from '#app/http/guard.server.ts';
import { paths } from '#app/http/paths.ts';
import { DayForm } from '#app/plan/day-form.tsx';
import { FigureCards } from '#app/plan/figure-cards.tsx';
import { TrendOfFigure, trendLead } from '#app/plan/figure-trend.tsx';
import { metSentence } from '#app/plan/figure-words.rules.ts';
import { countForAnother } from '#app/plan/observation.repository.server.ts';
import { planPeriod } from '#app/plan/plan.fields.ts';
import { getOverview } from '#app/plan/progress.server.ts';
import { RecentNamings } from '#app/plan/recent-namings.tsx';
import { TownFigures } from '#app/plan/town-figures.tsx';
import { VillageWall } from '#app/plan/village-wall.tsx';
import { type WaitingCount, WaitingList } from '#app/plan/waiting-list.tsx';
import { listTitlesWithSteps } from '#app/titles/title.repository.server.ts';
import { awaitingDistrict, declinedByDistrict } from '#app/titles/title-queue.rules.ts';
import { formatDay } from '#app/ui/format.ts';
import { Page } from '#app/ui/page.tsx';
import { pageTitle } from '#app/ui/page-title.ts';
import { Panel } from '#app/ui/panel.tsx';
import { listDeclinedRetentions, listRetentionProposals } from '#app/villages/village-desk.repository.server.ts';

export const meta: MetaFunction = () => pageTitle('总览');

export const loader = reads('public.read', async (visit) => {
  const { db, view } = visit;
  const overview = await getOverview(db, { asOf: view.asOf });
  return { overview, asOf: view.asOf, pin: view.pin, waiting: await waitingFor(visit) };
});

/** What waits is of today, whatever day the page shows. Null where nothing can wait for the reader. */
async function waitingFor({ register, reader }: Visit): Promise<WaitingCount[] | null> {
  if (may(reader, 'title.confirm')) {
    const titles = await listTitlesWithSteps(register, { waiting: true });
    const retentions = await listRetentionProposals(register, null);
    return [
      { label: '待确认的命名', count: awaitingDistrict(titles).length },
      { label: '待确认的示范片区', count: areasAwaitingDistrict(await listAreas(register, { waiting: true })).length },
      { label: '待处理的保留保护申报', count: retentions.length },
      { label: '待确认的指标年度数', count: await countForAnother(register, reader?.username ?? '') },
    ];
  }
  const town = reader?.role === 'town' ? reader.townCode : null;
  if (town === null) return null;
  const titles = await listTitlesWithSteps(register, { town });
  const declined = await listDeclinedRetentions(register, town);
  return [
    { label: '被区里退回的命名', count: declinedByDistrict(titles).length },
    { label: '被区里退回的片区命名', count: areasDeclined(await listAreas(register, { town })).length },
    { label: '被区里退回的保留保护申报', count: declined.length },
    { label: '已报区里、等待确认的命名', count: awaitingDistrict(titles).length },
  ];
}

export default function Home() {
  const { overview, asOf, pin, waiting } = useLoaderData<typeof loader>();
  const { figures, greenFalls, towns, byTown, trends, wall, recent } = overview;
  return (
    <Page
      title="进展总览"
      kicker="“十四五”规划 · 2021—2025年"
      lead={`截至${formatDay(asOf)}。${metSentence(figures)}每个数字都可以点开看依据。`}
      actions={
        <>
          <DayForm action={paths.home()} asOf={asOf} pin={pin} endHref={paths.home({ ...pin, asOf: planPeriod.to })} />
          <a href={paths.reportPdf('brief', { ...pin })} className="self-end py-2 text-sm">
            打印一页简报
          </a>
        </>
      }
    >
      <FigureCards figures={figures} greenFalls={greenFalls} pin={pin} />
      <Panel
        title="逐年进展"
        lead={trendLead(
          trends[0]?.points ?? [],
          trends.some(({ target }) => target !== null),
        )}
      >
        <div className="grid gap-x-8 gap-y-8 sm:grid-cols-2 lg:gap-x-12">
          {trends.map(({ key, ...trend }) => (
            <figure key={key}>
              <figcaption className="mb-2 font-semibold">
                {trend.label}
                <span className="font-normal text-ink-soft">（{trend.unit}）</span>
              </figcaption>
              <TrendOfFigure {...trend} />
            </figure>
          ))}
        </div>
      </Panel>
      {towns.length > 0 && (
        <>
          <Panel title="分镇进展">
            <TownFigures caption="各项指标分镇的数" rows={byTown} towns={towns} pin={pin} />
          </Panel>
          <Panel title="村庄一览" lead="按业务日期当天持有的最高等级着色，点村名看详情。">
            <VillageWall wall={wall} pin={pin} />
          </Panel>
        </>
      )}
      <div className={waiting ? 'grid gap-x-12 lg:grid-cols-[1fr_20rem]' : undefined}>
        <Panel title="最近命名" actions={<a href={paths.titles({ ...pin })}>全部荣誉与创建</a>}>
          <RecentNamings namings={recent} pin={pin} />
        </Panel>
        {waiting && (
          <div className="screen-only">
            <Panel title="等您处理" actions={<a href={paths.desk()}>待办</a>}>
              <WaitingList counts={waiting} />
            </Panel>
          </div>
        )}
      </div>
    </Page>
  );
}
