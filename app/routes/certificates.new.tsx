import { type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { type Certificate, listCertificates } from '#app/certificates/certificate.repository.server.ts';
import { SubmitCertificate } from '#app/certificates/certificate.schema.ts';
import { CertificateForm } from '#app/certificates/certificate-form.tsx';
import { termWords } from '#app/certificates/certificate-tags.tsx';
import { submitCertificate } from '#app/certificates/hand-in.server.ts';
import { listProductsToCertify } from '#app/certificates/handed-in.repository.server.ts';
import { outcomeQuery } from '#app/changes/outcome.ts';
import { addDays } from '#app/day.ts';
import { formState } from '#app/http/form-state.ts';
import { reads, type SignedVisit, writes } from '#app/http/guard.server.ts';
import { keptFields } from '#app/http/kept-form.server.ts';
import { paths } from '#app/http/paths.ts';
import { readUpload } from '#app/http/uploads.server.ts';
import { KeptNotice } from '#app/ui/kept-notice.tsx';
import { Page } from '#app/ui/page.tsx';
import { pageTitle } from '#app/ui/page-title.ts';

export const handle = { interactive: true };

const own = { producer: async ({ reader }: SignedVisit) => reader.producerId };

export const loader = reads('product.draft', own, async (visit) => {
  const { register, reader, url, view } = visit;
  const producer = reader.producerId ?? '';
  const before = await listCertificates(register, { producer });
  const renewed = before.find(({ id }) => id === url.searchParams.get('renews'));
  return {
    products: await listProductsToCertify(register, producer),
    before: before.map(({ id, productName, number, validFrom, validTo }) => ({
      id,
      label: `${productName}：${number}（${termWords({ validFrom, validTo })}）`,
    })),
    stored: {
      ...(renewed ? openRenewal(renewed) : { productId: url.searchParams.get('product') ?? '' }),
      change: String(view.latest),
    },
    kept: await keptFields(visit),
  };
});

/** A renewal as its form opens: what stays the same, from the day after the last one. */
function openRenewal({ id, productId, scheme, firmCode, validTo }: Certificate): Record<string, string> {
  const validFrom = validTo === null ? '' : addDays(validTo, 1);
  return { productId, scheme, renews: id, firmCode: firmCode ?? '', validFrom };
}

export const action = writes('product.draft', own, async ({ form, wire, register, reader, now }) => {
  const upload = await readUpload(wire, 'attachment');
  const { change } = await submitCertificate(register, {
    ...{ producerId: reader.producerId ?? '', form: form(SubmitCertificate), upload },
    ...{ account: reader.username, at: now },
  });
  return redirect(paths.desk(outcomeQuery({ change })));
});

export const meta: MetaFunction = () => pageTitle('登记证书');

export default function NewCertificate() {
  const { products, before, stored, kept } = useLoaderData<typeof loader>();
  const { values, problems } = formState(useActionData<typeof action>(), { kept, stored });
  return (
    <Page title="登记证书" lead="照证书填写，由镇农业农村办核对后公开并计入认证率。" width="form">
      <KeptNotice shown={kept !== null && problems.length === 0} />
      <CertificateForm products={products} before={before} values={values} problems={problems} />
    </Page>
  );
}
