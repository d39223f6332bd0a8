import { type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { outcomeQuery, readOutcome } from '#app/changes/outcome.ts';
import { OutcomeNotice } from '#app/changes/outcome-notice.tsx';
import { formState } from '#app/http/form-state.ts';
import { reads, type SignedVisit, writes } from '#app/http/guard.server.ts';
import { keptFields } from '#app/http/kept-form.server.ts';
import { paths } from '#app/http/paths.ts';
import { readUploads } from '#app/http/uploads.server.ts';
import { getOwnProduct } from '#app/products/draft.repository.server.ts';
import { keepingPictures } from '#app/products/keep-pictures.server.ts';
import { draftChoices, openDraft } from '#app/products/open-draft.server.ts';
import {
  basesTicked,
  draftStateWords,
  picturesKept,
  uploadedBefore,
  withoutBoxes,
} from '#app/products/product.fields.ts';
import { SaveProduct } from '#app/products/product.schema.ts';
import { ProductForm } from '#app/products/product-form.tsx';
import { saveDraft } from '#app/products/save-draft.server.ts';
import { KeptNotice } from '#app/ui/kept-notice.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { Page } from '#app/ui/page.tsx';
import { pageTitle } from '#app/ui/page-title.ts';

export const handle = { interactive: true };

const own = {
  producer: async ({ register, params }: SignedVisit) => (await getOwnProduct(register, params.id)).producerId,
};

export const loader = reads('product.draft', own, async (visit) => {
  const { register, reader, params, view, url } = visit;
  const draft = await openDraft(register, params.id, view.latest);
  return {
    draft,
    choices: await draftChoices(register, reader.producerId ?? '', [draft.regionalBrandId]),
    kept: await keptFields(visit),
    outcome: readOutcome(url.searchParams),
  };
});

export const action = writes('product.draft', own, async ({ form, wire, register, reader, params, now }) => {
  const uploads = await readUploads(wire, 'pictures');
  const saved = await keepingPictures(register, { uploads, at: now }, async (uploaded) =>
    saveDraft(register, {
      ...{ producerId: reader.producerId ?? '', id: params.id ?? '', form: form(SaveProduct) },
      ...{ bases: basesTicked(wire.fields), pictures: [...picturesKept(wire.fields), ...uploaded] },
      ...{ account: reader.username, at: now },
    }),
  );
  return redirect(paths.productEdit(saved.id, outcomeQuery(saved)));
});

export const meta: MetaFunction<typeof loader> = ({ data }) => pageTitle(data?.draft.name ?? '登记产品');

export default function EditProduct() {
  const { draft, choices, kept, outcome } = useLoaderData<typeof loader>();
  const result = useActionData<typeof action>();
  // A box that was unticked before the form came back is absent from what was typed, and stays unticked.
  const stored = result || kept ? withoutBoxes(draft.stored) : draft.stored;
  const { values, problems, details } = formState(result, { kept, stored });
  return (
    <Page
      title={draft.name}
      kicker={draft.state === null ? '修改已公开的产品' : `产品登记 · ${draftStateWords[draft.state]}`}
      lead={draft.status === 'public' ? '修改要再经镇里审核；通过之前，公开的仍是原来的内容。' : undefined}
      width="form"
    >
      <OutcomeNotice outcome={outcome} signedIn />
      <KeptNotice shown={kept !== null && problems.length === 0} />
      {(draft.state === 'returned' || draft.reviewReason !== null) && (
        <Notice tone="warning" title="镇里退回了这份登记">
          {draft.reviewReason ?? '意见写在下面有关的栏目旁。'}
        </Notice>
      )}
      {draft.state === 'submitted' ? (
        <Notice title="已提交">镇农业农村办正在审核，审核期间不能修改。</Notice>
      ) : (
        <ProductForm
          {...choices}
          values={values}
          problems={problems}
          reasons={draft.reasons}
          pictures={{ stored: draft.pictures, uploaded: uploadedBefore(details) }}
        />
      )}
    </Page>
  );
}
