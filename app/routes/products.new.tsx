import { type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { outcomeQuery } from '#app/changes/outcome.ts';
import { formState } from '#app/http/form-state.ts';
import { reads, type SignedVisit, writes } from '#app/http/guard.server.ts';
import { keptFields } from '#app/http/kept-form.server.ts';
import { paths } from '#app/http/paths.ts';
import { readUploads } from '#app/http/uploads.server.ts';
import { keepingPictures } from '#app/products/keep-pictures.server.ts';
import { draftChoices } from '#app/products/open-draft.server.ts';
import { basesTicked, picturesKept, uploadedBefore } from '#app/products/product.fields.ts';
import { SaveProduct } from '#app/products/product.schema.ts';
import { ProductForm } from '#app/products/product-form.tsx';
import { saveDraft } from '#app/products/save-draft.server.ts';
import { KeptNotice } from '#app/ui/kept-notice.tsx';
import { Page } from '#app/ui/page.tsx';
import { pageTitle } from '#app/ui/page-title.ts';

export const handle = { interactive: true };

const own = { producer: async ({ reader }: SignedVisit) => reader.producerId };

export const loader = reads('product.draft', own, async (visit) => {
  const { register, reader, view } = visit;
  const choices = await draftChoices(register, reader.producerId ?? '', []);
  return { choices, stored: { change: String(view.latest) }, kept: await keptFields(visit) };
});

export const action = writes('product.draft', own, async ({ form, wire, register, reader, now }) => {
  const uploads = await readUploads(wire, 'pictures');
  const saved = await keepingPictures(register, { uploads, at: now }, async (uploaded) =>
    saveDraft(register, {
      ...{ producerId: reader.producerId ?? '', id: null, form: form(SaveProduct) },
      ...{ bases: basesTicked(wire.fields), pictures: [...picturesKept(wire.fields), ...uploaded] },
      ...{ account: reader.username, at: now },
    }),
  );
  return redirect(paths.productEdit(saved.id, outcomeQuery(saved)));
});

export const meta: MetaFunction = () => pageTitle('登记产品');

export default function NewProduct() {
  const { choices, stored, kept } = useLoaderData<typeof loader>();
  const { values, problems, details } = formState(useActionData<typeof action>(), { kept, stored });
  return (
    <Page title="登记产品" lead="随时可以保存草稿；提交后由镇农业农村办审核，通过后公开。" width="form">
      <KeptNotice shown={kept !== null && problems.length === 0} />
      <ProductForm
        {...choices}
        values={values}
        problems={problems}
        pictures={{ stored: [], uploaded: uploadedBefore(details) }}
      />
    </Page>
  );
}
