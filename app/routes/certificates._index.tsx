import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { listCertificates } from '#app/certificates/certificate.repository.server.ts';
import { certificateStateOn } from '#app/certificates/certificate.rules.ts';
import { CertificateQuery } from '#app/certificates/certificate.schema.ts';
import { CertificateFilters, CertificateTable } from '#app/certificates/certificate-list.tsx';
import { reads } from '#app/http/guard.server.ts';
import { paths } from '#app/http/paths.ts';
import { ExportLinks } from '#app/ui/export-links.tsx';
import { formatDay } from '#app/ui/format.ts';
import { Page } from '#app/ui/page.tsx';
import { pageTitle } from '#app/ui/page-title.ts';
import { Pager } from '#app/ui/pager.tsx';
import { listTownChoices } from '#app/villages/village.repository.server.ts';

const pageSize = 20;

export const loader = reads('public.read', async ({ db, url, view }) => {
  const asked = CertificateQuery.parse(Object.fromEntries(url.searchParams));
  const all = (await listCertificates(db, asked))
    .map((certificate) => ({ ...certificate, state: certificateStateOn(certificate, certificate.events, view.asOf) }))
    .filter(({ state }) => asked.state === undefined || state === asked.state);
  const query = { ...asked, page: Math.min(asked.page, Math.max(1, Math.ceil(all.length / pageSize))) };
  const certificates = all.slice((query.page - 1) * pageSize, query.page * pageSize);
  return {
    query,
    certificates,
    total: all.length,
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
        what={`全部 ${total} 张证书`}
        href={(format) => paths.exported(`certificates.${format}`, { ...query, page: undefined, ...pin })}
      />
    </Page>
  );
}
