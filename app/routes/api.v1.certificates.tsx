import { countCertificates, listCertificatesAfter } from '#app/certificates/certificate.repository.server.ts';
import { certificateStateOn } from '#app/certificates/certificate.rules.ts';
import { CertificateApiQuery } from '#app/certificates/certificate.schema.ts';
import { csvList } from '#app/exchange/csv-list.server.ts';
import { answerJson } from '#app/http/api.server.ts';
import { apiPage } from '#app/http/api-page.server.ts';
import { parseFields } from '#app/http/forms.server.ts';
import { reads } from '#app/http/guard.server.ts';

/** GET /api/v1/certificates?q&scheme&town&asOf&change&limit&cursor: the certificates that the towns accepted. */
export const loader = reads('public.read', (visit) =>
  answerJson(
    visit,
    async () => {
      const { db, url, view } = visit;
      const query = parseFields(CertificateApiQuery, Object.fromEntries(url.searchParams));
      const page = await apiPage(visit, {
        read: (place) => listCertificatesAfter(db, query, place),
        total: () => countCertificates(db, query),
      });
      return {
        ...page,
        items: page.items.map(
          ({
            productId,
            productName,
            producerId,
            producerName,
            townCode,
            townName,
            events,
            category: _,
            ...certificate
          }) => ({
            ...certificate,
            ...{ product: { id: productId, name: productName }, producer: { id: producerId, name: producerName } },
            town: { code: townCode, name: townName },
            state: certificateStateOn(certificate, events, view.asOf),
            events: events.filter(({ day }) => day <= view.asOf),
          }),
        ),
      };
    },
    csvList('certificates', CertificateApiQuery),
  ),
);
