import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { AccountNewsNotice } from '#app/accounts/account-news-notice.tsx';
import { may, scopeOf } from '#app/accounts/policy.rules.ts';
import { readAccountNews } from '#app/accounts/read-account-news.server.ts';
import { listAreas } from '#app/areas/area.repository.server.ts';
import { areasAwaitingDistrict, areasDeclined } from '#app/areas/area.rules.ts';
import { AreasAwaitingDistrict, DeclinedAreas } from '#app/areas/area-desk.tsx';
import { certificateStateOn } from '#app/certificates/certificate.rules.ts';
import { careOf } from '#app/certificates/certificate-filter.repository.server.ts';
import { countCertificatesOn, listCertificatesOn } from '#app/certificates/certificate-list.repository.server.ts';
import { CertificateTable } from '#app/certificates/certificate-list.tsx';
import { type HandedIn, listHandedIn } from '#app/certificates/handed-in.repository.server.ts';
import { HandedInQueue } from '#app/certificates/handed-in-queue.tsx';
import { listWaitingOutputs } from '#app/certificates/output.repository.server.ts';
import { OutputQueue } from '#app/certificates/output-queue.tsx';
import { listChanges } from '#app/changes/change.repository.server.ts';
import { readOutcome } from '#app/changes/outcome.ts';
import { OutcomeNotice } from '#app/changes/outcome-notice.tsx';
import { RecentChanges } from '#app/changes/recent-changes.tsx';
import { mostCounted, totalOf } from '#app/counting.ts';
import { reads, type SignedVisit } from '#app/http/guard.server.ts';
import { paths } from '#app/http/paths.ts';
import { listOpenObservations } from '#app/plan/observation.repository.server.ts';
import { ObservationQueue } from '#app/plan/observation-desk.tsx';
import { countWaitingRequests } from '#app/producers/join-request.repository.server.ts';
import { listDrafts } from '#app/products/draft.repository.server.ts';
import { DraftQueue } from '#app/products/draft-queue.tsx';
import { listTitlesWithSteps } from '#app/titles/title.repository.server.ts';
import { settlingHref, TitleQueue, titleHref } from '#app/titles/title-desk.tsx';
import { awaitingDistrict, declinedByDistrict, restingSince } from '#app/titles/title-queue.rules.ts';
import { firstOf, MoreWaiting } from '#app/ui/first-of.tsx';
import { formatCount, formatInstant, formatNumber, formatTotal } from '#app/ui/format.ts';
import { Page } from '#app/ui/page.tsx';
import { pageTitle } from '#app/ui/page-title.ts';
import { Panel } from '#app/ui/panel.tsx';
import { AlarmNotices } from '#app/upkeep/alarm-notice.tsx';
import { readStanding } from '#app/upkeep/standing.server.ts';
import {
  countUnconfirmed,
  countWithoutLedger,
  listDeclinedRetentions,
  listRetentionProposals,
} from '#app/villages/village-desk.repository.server.ts';
import { RetentionQueue, VillageGaps } from '#app/villages/village-desk.tsx';

export const meta: MetaFunction = () => pageTitle('待办');

export const loader = reads('desk.read', async (visit) => {
  const { reader, register, visitor, context, now } = visit;
  return {
    name: reader.name,
    previousSignInAt: visitor.previousSignInAt,
    news: visitor.signedInAt === null ? [] : await readAccountNews(register, reader.username, visitor.signedInAt),
    district: may(reader, 'title.confirm') ? await districtQueues(visit) : null,
    town: reader.townCode === null ? null : await townQueues(visit, reader.townCode),
    observations: may(reader, 'observation.confirm') ? await openObservations(visit) : null,
    requests: may(reader, 'join.review') ? await countWaitingRequests(register, reader.townCode) : null,
    ending: await endingCertificates(visit),
    drafts: await draftsFor(visit),
    handedIn: await handedInFor(visit),
    outputs: may(reader, 'product.review')
      ? firstOf(await listWaitingOutputs(register, reader.townCode), visit.url.searchParams)
      : null,
    alarms: may(reader, 'register.tend') ? (await readStanding(context.readers, context.config, now)).alarms : [],
    outcome: readOutcome(visit.url.searchParams),
    changes: await listChanges(register, { scope: scopeOf(reader), limit: 8 }),
  };
});

/** Years' numbers that wait for the reader's word, or for somebody else's on his. */
async function openObservations({ register, reader }: SignedVisit) {
  const open = await listOpenObservations(register);
  return open.map(({ proposedBy, ...each }) => ({ ...each, own: proposedBy === reader.username }));
}

/** So many of the certificates that end are shown; of a producer all. */
const mostEnding = 20;

/** The certificates in the reader's care that end within ninety days; null where none are. */
async function endingCertificates({ register, reader, view }: SignedVisit) {
  const care = careOf(scopeOf(reader));
  if (care === null) return null;
  const list = { ...care, state: 'ends-soon' as const };
  const counts = await countCertificatesOn(register, list, view.today);
  const limit = reader.producerId === null ? mostEnding : mostCounted;
  const rows = await listCertificatesOn(register, list, { asOf: view.today, counts, offset: 0, limit });
  const certificates = rows.map((each) => ({ ...each, state: certificateStateOn(each, each.events, view.today) }));
  return rows.length > 0 ? { certificates, count: totalOf(counts), town: care.town } : null;
}

/** What a producer has under way, or what waits for an office; null for others. */
async function draftsFor({ register, reader, url: { searchParams: search } }: SignedVisit) {
  if (reader.producerId !== null)
    return { own: true, ...firstOf(await listDrafts(register, { producer: reader.producerId }), search) };
  if (!may(reader, 'product.review')) return null;
  return { own: false, ...firstOf(await listDrafts(register, { waitingFor: reader.townCode }), search) };
}

/** Certificates that a producer has handed in, or that wait for an office; null for others. */
async function handedInFor({ register, reader, url: { searchParams: search } }: SignedVisit) {
  const shown = ({ id, number, scheme, productName, producerName, review, reviewReason }: HandedIn) => ({
    ...{ id, number, scheme, productName, producerName, review, reviewReason },
  });
  if (reader.producerId !== null)
    return {
      own: true,
      ...firstOf((await listHandedIn(register, { producer: reader.producerId })).map(shown), search),
    };
  if (!may(reader, 'product.review')) return null;
  return { own: false, ...firstOf((await listHandedIn(register, { waitingFor: reader.townCode })).map(shown), search) };
}

async function districtQueues({ register, view, url: { searchParams: search } }: SignedVisit) {
  return {
    namings: firstOf(awaitingDistrict(await listTitlesWithSteps(register, { waiting: true })), search),
    areas: firstOf(areasAwaitingDistrict(await listAreas(register, { waiting: true })), search),
    retentions: firstOf(await listRetentionProposals(register, null), search),
    gaps: await gapsOf(register, null, view.today),
  };
}

async function townQueues({ register, view }: SignedVisit, town: string) {
  const titles = await listTitlesWithSteps(register, { town });
  return {
    declined: declinedByDistrict(titles),
    declinedAreas: areasDeclined(await listAreas(register, { town })),
    awaiting: awaitingDistrict(titles),
    resting: restingSince(titles, aYearBefore(view.today)),
    declinedRetentions: await listDeclinedRetentions(register, town),
    gaps: await gapsOf(register, town, view.today),
  };
}

async function gapsOf(register: SignedVisit['register'], town: string | null, today: string) {
  const year = Number(today.slice(0, 4)) - 1;
  return {
    town,
    year,
    unconfirmed: await countUnconfirmed(register, town, today),
    withoutLedger: await countWithoutLedger(register, town, year),
  };
}

const aYearBefore = (day: string) => `${Number(day.slice(0, 4)) - 1}${day.slice(4)}`;

type Data = ReturnType<typeof useLoaderData<typeof loader>>;

export default function Desk() {
  const {
    name,
    previousSignInAt,
    news,
    district,
    observations,
    town,
    requests,
    ending,
    drafts,
    handedIn,
    outputs,
    alarms,
    outcome,
    changes,
  } = useLoaderData<typeof loader>();
  const lead = previousSignInAt
    ? `${name}，您上次登录是 ${formatInstant(previousSignInAt)}。`
    : `${name}，这是您第一次登录。`;
  return (
    <Page title="待办" lead={lead}>
      <OutcomeNotice outcome={outcome} signedIn />
      <AccountNewsNotice news={news} more={<a href={paths.account()}>我的账户</a>} />
      <AlarmNotices alarms={alarms} more={<a href={paths.health()}>查看运行状况</a>} />
      {district && <DistrictDesk {...district} />}
      {observations && <ObservationQueue open={observations} />}
      {town && <TownDesk {...town} />}
      {requests !== null && requests > 0 && (
        <Panel title={`登记申请（${requests}）`}>
          <p>
            <a href={paths.producerRequests()}>{requests} 份经营主体的申请</a>等待审核。
          </p>
        </Panel>
      )}
      {drafts && <DraftQueue {...drafts} />}
      {handedIn && <HandedInQueue {...handedIn} />}
      {outputs && <OutputQueue {...outputs} />}
      {ending && (
        <Panel
          title={`90 天内到期的证书（${formatCount(ending.count)}）`}
          lead={
            <>
              到期前三个月应申请续展。<a href={paths.accountCalendar()}>订阅到期日历</a>
            </>
          }
        >
          <CertificateTable certificates={ending.certificates} pin={{}} />
          {ending.count > ending.certificates.length && (
            <p className="mt-3">
              <a href={paths.certificates({ state: 'ends-soon', town: ending.town })}>
                全部 {formatTotal(ending.count, '张')}
              </a>
              ，这里是最先到期的 {ending.certificates.length} 张。
            </p>
          )}
        </Panel>
      )}
      {!district && !town && !drafts && ending === null && (
        <p className="mb-8">没有需要您处理的事项。各村的资料和进展都可以查看。</p>
      )}
      <Panel title="最近的变更" actions={<a href={paths.changes()}>全部变更</a>}>
        <RecentChanges changes={changes} />
      </Panel>
    </Page>
  );
}

function DistrictDesk({ namings, areas, retentions, gaps }: NonNullable<Data['district']>) {
  return (
    <>
      <Panel title={`待确认的命名（${formatNumber(namings.count)}）`}>
        <MoreWaiting {...namings} />
        {namings.count === 0 ? (
          <p className="text-ink-soft">没有等待确认的命名。</p>
        ) : (
          <TitleQueue caption="待确认的命名" waiting={namings.rows} href={settlingHref} />
        )}
      </Panel>
      <AreasAwaitingDistrict {...areas} />
      <Panel title={`待处理的保留保护申报（${formatNumber(retentions.count)}）`}>
        <MoreWaiting {...retentions} />
        {retentions.count === 0 ? (
          <p className="text-ink-soft">没有等待处理的申报。</p>
        ) : (
          <RetentionQueue caption="待处理的保留保护申报" villages={retentions.rows} />
        )}
      </Panel>
      <Panel title="各村资料">
        <VillageGaps {...gaps} />
      </Panel>
    </>
  );
}

function TownDesk(queues: NonNullable<Data['town']>) {
  const { declined, declinedAreas, awaiting, resting, declinedRetentions, gaps } = queues;
  const nothing = declined.length + declinedAreas.length + resting.length + declinedRetentions.length === 0;
  return (
    <>
      {nothing && <p className="mb-8">没有被退回的事项，也没有久未推进的创建。</p>}
      {declined.length > 0 && (
        <Panel title={`被区里退回的命名（${declined.length}）`}>
          <TitleQueue caption="被区里退回的命名" waiting={declined} href={titleHref} withAnswer />
        </Panel>
      )}
      <DeclinedAreas areas={declinedAreas} />
      {declinedRetentions.length > 0 && (
        <Panel title={`被区里退回的保留保护申报（${declinedRetentions.length}）`}>
          <RetentionQueue caption="被区里退回的保留保护申报" villages={declinedRetentions} />
        </Panel>
      )}
      {resting.length > 0 && (
        <Panel title={`一年以上没有推进的创建（${resting.length}）`} lead="如有新的进展请登记；已经停止的请登记取消。">
          <TitleQueue caption="一年以上没有推进的创建" waiting={resting} href={titleHref} />
        </Panel>
      )}
      {awaiting.length > 0 && (
        <Panel title={`已报区里、等待确认的命名（${awaiting.length}）`}>
          <TitleQueue caption="等待区里确认的命名" waiting={awaiting} href={titleHref} />
        </Panel>
      )}
      <Panel title="各村资料">
        <VillageGaps {...gaps} />
      </Panel>
    </>
  );
}
