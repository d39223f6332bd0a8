import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { may, type Reader, reachesTown } from '#app/accounts/policy.rules.ts';
import { listAreasOfVillage } from '#app/areas/area.repository.server.ts';
import { AreaList } from '#app/areas/area-list.tsx';
import { listCertificatesOfProducts } from '#app/certificates/certificate.repository.server.ts';
import { VillageProduce } from '#app/certificates/village-produce.tsx';
import { listRecentChanges } from '#app/changes/change.repository.server.ts';
import { readOutcome } from '#app/changes/outcome.ts';
import { OutcomeNotice } from '#app/changes/outcome-notice.tsx';
import { RecentChanges } from '#app/changes/recent-changes.tsx';
import { reads, type Visit } from '#app/http/guard.server.ts';
import { paths } from '#app/http/paths.ts';
import { listProductsOfVillage } from '#app/products/product.repository.server.ts';
import { listTitlesOfVillage } from '#app/titles/title.repository.server.ts';
import { TitleTimeline } from '#app/titles/title-timeline.tsx';
import { asSeenBy } from '#app/titles/title-words.rules.ts';
import { ButtonLink } from '#app/ui/button.tsx';
import { Page } from '#app/ui/page.tsx';
import { pageTitle } from '#app/ui/page-title.ts';
import { Panel } from '#app/ui/panel.tsx';
import { LedgerCharts, LedgerTable } from '#app/villages/ledger-table.tsx';
import { listStatistics } from '#app/villages/statistic.repository.server.ts';
import { villageWords } from '#app/villages/village.fields.ts';
import { getVillage, type Village } from '#app/villages/village.repository.server.ts';
import { asShownTo, endOn, nameOn } from '#app/villages/village.rules.ts';
import { listLineage } from '#app/villages/village-event.repository.server.ts';
import { getLevelOfVillage } from '#app/villages/village-level.repository.server.ts';
import { LineageList, VillageProfile } from '#app/villages/village-profile.tsx';
import { EndTag } from '#app/villages/village-tags.tsx';

export const loader = reads('public.read', async (visit) => {
  const { db, params, view, reader, url } = visit;
  const village = await getVillage(db, params.code);
  const { code, townCode } = village;
  const lineage = await listLineage(db, code);
  const own = lineage.filter(({ villageCode }) => villageCode === code);
  const ledgers = await listStatistics(db, code);
  const pinned = Object.keys(view.pin).length > 0;
  return {
    village: asShownTo(reader, village),
    name: nameOn(village.name, own, view.asOf),
    end: endOn(own, view.asOf),
    lineage: lineage.filter(({ day }) => day <= view.asOf),
    level: await getLevelOfVillage(db, code, view.asOf),
    titles: (await listTitlesOfVillage(db, code)).map((title) => asSeenBy(reader, title)),
    areas: (await listAreasOfVillage(db, code)).filter(({ since }) => since === null || since <= view.asOf),
    ...(await produceOf(visit, code)),
    ledgers: ledgers.filter(({ year }) => year <= Number(view.asOf.slice(0, 4))),
    history: await recentHistory(visit, village),
    // A page of another day or of an older version is for reading.
    abilities: abilitiesOf(pinned ? null : reader, townCode),
    outcome: readOutcome(url.searchParams),
    signedIn: reader !== null,
    thisYear: Number(view.today.slice(0, 4)),
    asOf: view.asOf,
    pin: view.pin,
  };
});

/** The products of the bases in the village, with the certificates that its page speaks of. */
async function produceOf({ db }: Visit, code: string) {
  const products = await listProductsOfVillage(db, code);
  const certificates = await listCertificatesOfProducts(
    db,
    products.map(({ id }) => id),
  );
  return {
    products: products.map(({ id, name, category, variety, producerId, producerName }) => ({
      ...{ id, name, category, variety, producerId, producerName },
    })),
    certificates: certificates.map(({ productId, scheme, validFrom, validTo, events }) => ({
      ...{ productId, scheme, validFrom, validTo, events },
    })),
  };
}

/** The last changes of the village that the reader's scope reaches; null for those who see none of them. */
async function recentHistory({ present, reader, view }: Visit, { code, townCode }: Village) {
  if (!reachesTown(reader, townCode)) return null;
  return listRecentChanges(present, reader, { owner: 'village', id: code }, view.change);
}

function abilitiesOf(reader: Reader, townCode: string) {
  return {
    amend: may(reader, 'village.amend', townCode),
    fillIn: may(reader, 'statistics.amend', townCode),
    propose: may(reader, 'retention.propose', townCode),
    settle: may(reader, 'retention.confirm'),
    lineage: may(reader, 'village.lineage'),
    startTitle: may(reader, 'title.advance', townCode),
  };
}

export const meta: MetaFunction<typeof loader> = ({ data }) => pageTitle(data?.name ?? '村庄');

export default function VillagePage() {
  const data = useLoaderData<typeof loader>();
  const { village, name, end, lineage, level, areas, ledgers, abilities, pin } = data;
  return (
    <Page
      title={name}
      kicker={village.townName}
      lead={end ? <EndTag {...end} /> : name === village.name ? undefined : `现名${village.name}`}
      crumbs={[{ href: paths.villages({ ...pin }), label: '村庄' }]}
      actions={<VillageActions {...data} />}
    >
      <OutcomeNotice outcome={data.outcome} words={villageWords.fields} signedIn={data.signedIn} />
      <Panel title="基本情况" id="profile">
        <VillageProfile village={village} level={level} asOf={data.asOf} ledger={ledgers.at(-1)} />
      </Panel>
      <Panel
        title="荣誉与创建"
        id="titles"
        actions={abilities.startTitle && <a href={paths.titleStart({ village: village.code })}>新建创建项目</a>}
      >
        <Titles {...data} />
      </Panel>
      <Panel title="示范片区" id="areas">
        <AreaList areas={areas} pin={pin} />
      </Panel>
      <Panel title="农产品与证书" id="produce">
        <VillageProduce products={data.products} certificates={data.certificates} asOf={data.asOf} pin={pin} />
      </Panel>
      <Panel
        title="年度台账"
        id="statistics"
        actions={abilities.fillIn && <a href={paths.statistics(village.code, data.thisYear - 1)}>填报台账</a>}
      >
        {ledgers.length === 0 ? (
          <p className="text-ink-soft">各年台账均未采集。</p>
        ) : (
          <>
            <LedgerCharts ledgers={ledgers} />
            <LedgerTable code={village.code} ledgers={ledgers} editable={abilities.fillIn} />
          </>
        )}
      </Panel>
      <Panel
        title="沿革"
        id="lineage"
        actions={abilities.lineage && <a href={paths.villageLineage(village.code)}>登记沿革</a>}
      >
        <LineageList code={village.code} lineage={lineage} />
      </Panel>
      {data.history && (
        <Panel title="最近的变更" id="history" actions={<a href={paths.villageHistory(village.code)}>全部变更</a>}>
          <RecentChanges changes={data.history} />
        </Panel>
      )}
    </Page>
  );
}

type Data = ReturnType<typeof useLoaderData<typeof loader>>;

function VillageActions({ village, abilities, pin }: Data) {
  const { code, retentionProposal } = village;
  return (
    <>
      {abilities.amend && (
        <ButtonLink href={paths.villageEdit(code)} look="primary">
          编辑资料
        </ButtonLink>
      )}
      {abilities.propose && <ButtonLink href={paths.villageRetention(code)}>申报保留保护</ButtonLink>}
      {abilities.settle && retentionProposal && (
        <ButtonLink href={paths.villageRetention(code)}>处理保留保护申报</ButtonLink>
      )}
      <ButtonLink href={paths.villageReport(code, pin)}>村庄报告</ButtonLink>
    </>
  );
}

function Titles({ titles, asOf, pin }: Data) {
  if (titles.length === 0) return <p className="text-ink-soft">没有登记荣誉或创建项目。</p>;
  return (
    <div className="grid gap-x-12 gap-y-8 lg:grid-cols-2">
      {titles.map((title) => (
        <section key={title.id}>
          <h3 className="mb-3 font-medium">
            <a href={paths.title(title.id, { ...pin })}>{title.programme.name}</a>
            <span className="ml-2 text-sm font-normal text-ink-soft">
              {title.awardYear === null ? '年度不详' : `${title.awardYear}年度`}
            </span>
          </h3>
          <TitleTimeline title={title} asOf={asOf} />
        </section>
      ))}
    </div>
  );
}
