import { type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { amendCertificate } from '#app/certificates/amend-certificate.server.ts';
import { listCertificates } from '#app/certificates/certificate.repository.server.ts';
import { SubmitCertificate } from '#app/certificates/certificate.schema.ts';
import { CertificateForm } from '#app/certificates/certificate-form.tsx';
import { termWords } from '#app/certificates/certificate-tags.tsx';
import { getHandedIn, type HandedIn, listProductsToCertify } from '#app/certificates/handed-in.repository.server.ts';
import { outcomeQuery } from '#app/changes/outcome.ts';
import { formState } from '#app/http/form-state.ts';
import { reads, type SignedVisit, writes } from '#app/http/guard.server.ts';
import { keptFields } from '#app/http/kept-form.server.ts';
import { paths } from '#app/http/paths.ts';
import { readUpload } from '#app/http/uploads.server.ts';
import { KeptNotice } from '#app/ui/kept-notice.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { Page } from '#app/ui/page.tsx';
import { pageTitle } from '#app/ui/page-title.ts';

export const handle = { interactive: true };

const own = {
  producer: async ({ register, params }: SignedVisit) => (await getHandedIn(register, params.id)).producerId,
};

export const loader = reads('product.draft', own, async (visit) => {
  const { register, params, view } = visit;
  const certificate = await getHandedIn(register, params.id);
  const { id, number, review, reviewReason, attachmentName, producerId } = certificate;
  const before = await listCertificates(register, { producer: producerId });
  return {
    ...{ id, number, review, reviewReason, attachmentName },
    products: await listProductsToCertify(register, producerId),
    before: before.map((each) => ({ id: each.id, label: `${each.number}（${termWords(each)}）` })),
    stored: { ...valuesOf(certificate), change: String(view.latest) },
    kept: await keptFields(visit),
  };
});

function valuesOf(certificate: HandedIn): Record<string, string> {
  const { productId, scheme, number, validFrom } = certificate;
  const { firmCode, validTo, approvedOutput, renews } = certificate;
  return {
    ...{ productId, scheme, number, validFrom, firmCode: firmCode ?? '', validTo: validTo ?? '' },
    ...{ approvedOutput: String(approvedOutput ?? ''), renews: renews ?? '' },
  };
}

export const action = writes('product.draft', own, async ({ form, wire, register, reader, params, now }) => {
  const upload = await readUpload(wire, 'attachment');
  const change = await amendCertificate(register, {
    ...{ id: params.id ?? '', form: form(SubmitCertificate), upload },
    ...{ account: reader.username, at: now },
  });
  return redirect(paths.desk(outcomeQuery({ change })));
});

export const meta: MetaFunction = () => pageTitle('修改证书');

export default function EditCertificate() {
  const { id, number, review, reviewReason, attachmentName, products, before, stored, kept } =
    useLoaderData<typeof loader>();
  const { values, problems } = formState(useActionData<typeof action>(), { kept, stored });
  return (
    <Page title={`修改证书 ${number}`} width="form" crumbs={[{ href: paths.desk(), label: '待办' }]}>
      {review === 'accepted' ? (
        <p>
          <a href={paths.certificate(id)}>这张证书</a>已经通过，不能再改。内容有误请联系镇农业农村办。
        </p>
      ) : (
        <>
          {review === 'returned' && <Notice tone="warning">退回的原因：{reviewReason}</Notice>}
          <KeptNotice shown={kept !== null && problems.length === 0} />
          {attachmentName !== null && <p className="mb-4">已上传扫描件：{attachmentName}。不再选择文件就保留它。</p>}
          <CertificateForm products={products} before={before} values={values} problems={problems} />
        </>
      )}
    </Page>
  );
}
