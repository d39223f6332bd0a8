import { type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { joinOf } from '#app/certificates/certificate.rules.ts';
import { ReviewCertificate } from '#app/certificates/certificate.schema.ts';
import { CertificateReview } from '#app/certificates/certificate-review.tsx';
import { reviewCertificate } from '#app/certificates/hand-in.server.ts';
import { findSameNumber, getHandedIn } from '#app/certificates/handed-in.repository.server.ts';
import { firmCodeFits, numberFits } from '#app/certificates/scheme.rules.ts';
import { outcomeQuery } from '#app/changes/outcome.ts';
import { reads, type SignedVisit, writes } from '#app/http/guard.server.ts';
import { paths } from '#app/http/paths.ts';
import { notFound } from '#app/problem.ts';
import { Page } from '#app/ui/page.tsx';
import { pageTitle } from '#app/ui/page-title.ts';

const ofTown = { town: async ({ register, params }: SignedVisit) => (await getHandedIn(register, params.id)).townCode };

export const loader = reads('product.review', ofTown, async ({ register, params, view }) => {
  const certificate = await getHandedIn(register, params.id);
  if (certificate.review !== 'submitted') throw notFound('待审核的证书');
  const before = certificate.renews === null ? null : await getHandedIn(register, certificate.renews);
  return {
    certificate,
    usual:
      numberFits(certificate.scheme, certificate.number) &&
      (certificate.firmCode === null || firmCodeFits(certificate.firmCode)),
    registered: (await findSameNumber(register, certificate))?.id ?? null,
    join: before && { number: before.number, ...joinOf(before, certificate) },
    latest: view.latest,
  };
});

export const action = writes('product.review', ofTown, async ({ form, register, reader, params, now }) => {
  const id = params.id ?? '';
  const answer = form(ReviewCertificate);
  const change = await reviewCertificate(register, { id, answer, account: reader.username, at: now });
  return redirect(answer.intent === 'accept' ? paths.certificate(id) : paths.desk(outcomeQuery({ change })));
});

export const meta: MetaFunction = () => pageTitle('审核证书');

export default function ReviewCertificatePage() {
  const { certificate, usual, registered, join, latest } = useLoaderData<typeof loader>();
  const { problem, values } = useActionData<typeof action>() ?? {};
  return (
    <Page
      title={certificate.number}
      kicker={`审核证书 · ${certificate.producerName}`}
      crumbs={[{ href: paths.desk(), label: '待办' }]}
    >
      <CertificateReview
        {...{ certificate, usual, registered, join, latest }}
        problem={problem?.errors[0]?.message ?? problem?.message ?? null}
        reason={values?.reason}
      />
    </Page>
  );
}
