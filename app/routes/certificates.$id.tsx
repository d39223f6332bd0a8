import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { may, reachesProducer } from '#app/accounts/policy.rules.ts';
import { eventWords } from '#app/certificates/certificate.fields.ts';
import {
  findPublicCertificate,
  findRenewalOf,
  getPublicCertificate,
} from '#app/certificates/certificate.repository.server.ts';
import { certificateStateOn, renewalDue } from '#app/certificates/certificate.rules.ts';
import { StateTag, termWords } from '#app/certificates/certificate-tags.tsx';
import { schemes } from '#app/certificates/scheme.rules.ts';
import { listRecentChanges } from '#app/changes/change.repository.server.ts';
import { RecentChanges } from '#app/changes/recent-changes.tsx';
import { reads } from '#app/http/guard.server.ts';
import { paths } from '#app/http/paths.ts';
import { ButtonLink } from '#app/ui/button.tsx';
import { DefinitionList } from '#app/ui/definition-list.tsx';
import { formatDay, formatNumber } from '#app/ui/format.ts';
import { Page } from '#app/ui/page.tsx';
import { pageTitle } from '#app/ui/page-title.ts';
import { Panel } from '#app/ui/panel.tsx';
import { Timeline } from '#app/ui/timeline.tsx';

export const loader = reads('public.read', async ({ db, present, reader, params, view }) => {
  const certificate = await getPublicCertificate(db, params.id);
  const before = certificate.renews === null ? undefined : await findPublicCertificate(db, certificate.renews);
  return {
    certificate,
    state: certificateStateOn(certificate, certificate.events, view.asOf),
    due: renewalDue(certificate),
    renewal: (await findRenewalOf(db, certificate.id)) ?? null,
    before: before ? { id: before.id, number: before.number } : null,
    history: reachesProducer(reader, certificate)
      ? await listRecentChanges(present, reader, { owner: 'certificate', id: certificate.id }, view.change)
      : null,
    mayDecide: may(reader, 'certificate.suspend', certificate.townCode),
    mayRenew: certificate.validTo !== null && may(reader, 'product.draft', certificate.producerId),
    ...{ asOf: view.asOf, pin: view.pin },
  };
});

export const meta: MetaFunction<typeof loader> = ({ data }) => pageTitle(data?.certificate.number ?? '证书');

export default function CertificatePage() {
  const { certificate, state, due, renewal, before, history, mayDecide, mayRenew, asOf, pin } =
    useLoaderData<typeof loader>();
  const { scheme, number, productId, productName, producerId, producerName, approvedOutput, events } = certificate;
  return (
    <Page
      title={number}
      kicker={schemes[scheme].word}
      lead={
        <>
          <StateTag state={state} /> {formatDay(asOf)}的状态
        </>
      }
      crumbs={[{ href: paths.certificates({ ...pin }), label: '证书' }]}
      actions={
        <>
          {mayDecide && <ButtonLink href={paths.certificateDecide(certificate.id)}>暂停、恢复或撤销</ButtonLink>}
          {mayRenew && renewal === null && (
            <ButtonLink href={paths.certificateNew({ renews: certificate.id })}>登记续展的证书</ButtonLink>
          )}
        </>
      }
    >
      <Panel title="证书内容">
        <DefinitionList
          columns={2}
          items={[
            { label: '产品', value: <a href={paths.product(productId, { ...pin })}>{productName}</a> },
            { label: '持证主体', value: <a href={paths.producer(producerId, { ...pin })}>{producerName}</a> },
            { label: '有效期', value: termWords(certificate), note: '含最后一天全天' },
            {
              label: '核准产量',
              value: approvedOutput === null ? '证书未载明' : formatNumber(approvedOutput),
              unit: approvedOutput === null ? undefined : '吨/年',
            },
            ...(due === null ? [] : [{ label: '应申请续展', value: formatDay(due), note: '到期前三个月' }]),
            ...(before === null
              ? []
              : [{ label: '续展自', value: <a href={paths.certificate(before.id, { ...pin })}>{before.number}</a> }]),
            ...(renewal === null
              ? []
              : [
                  {
                    label: '已续展',
                    value: <a href={paths.certificate(renewal.id, { ...pin })}>{renewal.number}</a>,
                    note: `${formatDay(renewal.validFrom)}起`,
                  },
                ]),
          ]}
        />
      </Panel>
      {events.length > 0 && (
        <Panel title="暂停、恢复和撤销">
          <Timeline
            label="证书的处置"
            items={events.map(({ sequence, kind, day, reason }) => ({
              ...{ key: sequence, when: formatDay(day), title: eventWords[kind], children: <p>{reason}</p> },
              state: kind === 'resumed' ? 'done' : 'off',
            }))}
          />
        </Panel>
      )}
      {history && (
        <Panel
          title="最近的变更"
          id="history"
          actions={<a href={paths.changes({ certificate: certificate.id })}>全部变更</a>}
        >
          <RecentChanges changes={history} />
        </Panel>
      )}
    </Page>
  );
}
