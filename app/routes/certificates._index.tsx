import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { certificateStateOn } from '#app/certificates/certificate.rules.ts';
import { CertificateQuery } from '#app/certificates/certificate.schema.ts';
import { countCertificatesOn, listCertificatesOn } from '#app/certificates/certificate-list.repository.server.ts';
import { CertificateFilters, CertificateTable } from '#app/certificates/certificate-list.tsx';
import { pageWithin, totalOf } from '#app/counting.ts';
import { reads } from '#app/http/guard.server.ts';
import { paths } from '#app/http/paths.ts';
import { ExportLinks } from '#app/ui/export-links.tsx';
import { formatDay, formatTotal } from '#app/ui/format.ts';
import { Page } from '#app/ui/page.tsx';
import { pageTitle } from '#app/ui/page-title.ts';
import { Pager } from '#app/ui/pager.tsx';
import { listTownChoices } from '#app/villages/town.repository.server.ts';

const pageSize = 20;

export const loader = reads('public.read', async ({ db, url, view }) => {
  const asked = CertificateQuery.parse(Object.fromEntries(url.searchParams));
  const counts = await countCertificatesOn(db, asked, view.asOf);
  const total = totalOf(counts);
  const query = { ...asked, page: pageWithin(asked.page, total, pageSize) };
  const place = { offset: (query.page - 1) * pageSize, limit: pageSize };
  const certificates = await listCertificatesOn(db, asked, { asOf: view.asOf, counts, ...place });
  return {
    ...{ query, total },
    certificates: certificates.map((each) => ({ ...each, state: certificateStateOn(each, each.events, view.asOf) })),
    towns: await listTownChoices(db, query.town),
    asOf: view.asOf,
    pin: view.pin,
  };
});

export const meta: MetaFunction = () => pageTitle('证书');

export default function Certificates() {
  const { query, certificates, total, towns, asOf, pin } = useLoaderData<typeof loader>();
  return (
    <Page title="证书" lead={`绿色食品、有机产品、地理标志等证书在${formatDay(asOf)}的状态，先到期的在前。`}>
      <CertificateFilters query={query} towns={towns} pin={pin} />
      <CertificateTable certificates={certificates} pin={pin} />
      <Pager
        total={total}
        page={query.page}
        pageSize={pageSize}
        href={(page) => paths.certificates({ ...query, page, ...pin })}
        counter="张证书"
      />
      <ExportLinks
        what={`全部 ${formatTotal(total, '张证书')}`}
        href={(format) => paths.exported(`certificates.${format}`, { ...query, page: undefined, ...pin })}
      />
    </Page>
  );
}
