import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { may } from '#app/accounts/policy.rules.ts';
import { listLocalOutputs, listOutputsOf, listProductsToReport } from '#app/certificates/output.repository.server.ts';
import { outputYearOf, recentYears } from '#app/certificates/output.rules.ts';
import { OutputGrid } from '#app/certificates/output-grid.tsx';
import { LocalOutputTable, ProducerYearTable } from '#app/certificates/output-tables.tsx';
import { countReporting, listReporting } from '#app/certificates/reporting.repository.server.ts';
import { readOutcome } from '#app/changes/outcome.ts';
import { OutcomeNotice } from '#app/changes/outcome-notice.tsx';
import { pageWithin, totalOf } from '#app/counting.ts';
import { reads, type SignedVisit } from '#app/http/guard.server.ts';
import { paths } from '#app/http/paths.ts';
import { ExportLinks } from '#app/ui/export-links.tsx';
import { Page } from '#app/ui/page.tsx';
import { pageTitle } from '#app/ui/page-title.ts';
import { Pager } from '#app/ui/pager.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { listTownChoices } from '#app/villages/town.repository.server.ts';

const pageSize = 20;

export const loader = reads('desk.read', async (visit) => {
  const { reader, register, url, view } = visit;
  const years = recentYears(view.today, 6);
  const asked = outputYearOf(url.searchParams.get('year') ?? undefined, view.today);
  // A year's outputs are known once it is over.
  const year = asked ?? years[1] ?? Number(view.today.slice(0, 4));
  const towns = await listTownChoices(register, reader.townCode ?? undefined);
  return {
    ...{ years, year, outcome: readOutcome(url.searchParams) },
    towns: towns.map((town) => ({ ...town, mayAmend: may(reader, 'localOutput.amend', town.code) })),
    local: await listLocalOutputs(register, { year, towns: towns.map(({ code }) => code) }),
    own: reader.producerId === null ? null : await ownOutputs(register, reader.producerId),
    reported: reader.producerId === null ? await reportedOf(visit, year) : null,
  };
});

async function ownOutputs(register: SignedVisit['register'], producer: string) {
  const outputs = await listOutputsOf(register, producer);
  return {
    products: (await listProductsToReport(register, producer)).map(({ id, name, status }) => ({
      ...{ id, name, isPublished: status !== 'unpublished' },
    })),
    outputs: outputs.map(({ productId, year, tonnes, review, reviewReason }) => ({
      ...{ productId, year, tonnes, review, reviewReason },
    })),
  };
}

/** What the producers of the reader's scope reported: a town's office sees its own town's. */
async function reportedOf({ register, reader, url }: SignedVisit, year: number) {
  const scope = { year, town: reader.townCode };
  const parts = await countReporting(register, scope);
  const total = totalOf(parts);
  const asked = Number(url.searchParams.get('page'));
  const page = Number.isInteger(asked) && asked >= 1 ? pageWithin(asked, total, pageSize) : 1;
  const place = { offset: (page - 1) * pageSize, limit: pageSize };
  return {
    rows: await listReporting(register, scope, parts, place),
    ...{ total, page, mayReview: may(reader, 'product.review') },
  };
}

export const meta: MetaFunction = () => pageTitle('产量');

export default function Outputs() {
  const { years, year, outcome, towns, local, own, reported } = useLoaderData<typeof loader>();
  return (
    <Page title="产量" lead="认证率是认证产品的产量除以地产农产品的产量，都按吨计。">
      <OutcomeNotice outcome={outcome} signedIn />
      {own && (
        <>
          <OutputGrid products={own.products} years={years} outputs={own.outputs} />
          <ExportLinks what="我填报的产量" href={(format) => paths.exportedOutputs(`outputs.${format}`)} />
        </>
      )}
      <nav aria-label="年份" className="mb-6 flex flex-wrap gap-x-5 gap-y-2">
        {years.map((each) => (
          <a key={each} href={paths.outputs({ year: each })} aria-current={each === year ? 'page' : undefined}>
            {each === year ? <strong>{each}年</strong> : `${each}年`}
          </a>
        ))}
      </nav>
      <Panel title={`${year}年地产农产品产量`} lead="由各镇填报，不折算成吨的不填。">
        {towns.length > 0 ? (
          <LocalOutputTable year={year} towns={towns} outputs={local} />
        ) : (
          <p>镇很多，这里不逐一列出，请下载表格。</p>
        )}
        <ExportLinks
          what={`${year}年各镇的产量`}
          href={(format) => paths.exportedOutputs(`local-outputs.${format}`, { year })}
        />
      </Panel>
      {reported && (
        <Panel title={`${year}年各经营主体的产品产量`}>
          <ProducerYearTable year={year} rows={reported.rows} mayReview={reported.mayReview} />
          <Pager
            total={reported.total}
            page={reported.page}
            pageSize={pageSize}
            href={(page) => paths.outputs({ year, page })}
            counter="家经营主体"
          />
          <ExportLinks
            what={`${year}年各产品的产量`}
            href={(format) => paths.exportedOutputs(`outputs.${format}`, { year })}
          />
        </Panel>
      )}
    </Page>
  );
}
