import { type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { listCertificatesOfProducts } from '#app/certificates/certificate.repository.server.ts';
import { listOutputsOf, listProductsToReport } from '#app/certificates/output.repository.server.ts';
import { countedTonnes, reportableYear } from '#app/certificates/output.rules.ts';
import { productsTaken, ReviewOutputs } from '#app/certificates/output.schema.ts';
import { OutputReview } from '#app/certificates/output-review.tsx';
import { reviewOutputs } from '#app/certificates/review-outputs.server.ts';
import { outcomeQuery } from '#app/changes/outcome.ts';
import { reads, type SignedVisit, writes } from '#app/http/guard.server.ts';
import { paths } from '#app/http/paths.ts';
import { getProducer, getTownOfProducer } from '#app/producers/producer.repository.server.ts';
import { Page } from '#app/ui/page.tsx';
import { pageTitle } from '#app/ui/page-title.ts';

const ofTown = { town: ({ register, params }: SignedVisit) => getTownOfProducer(register, params.producer) };

export const loader = reads('product.review', ofTown, async (visit) => {
  const { register, params, view } = visit;
  const year = reportableYear(visit.params.year, visit.view.today);
  const { id, name } = await getProducer(register, params.producer);
  const names = new Map((await listProductsToReport(register, id)).map((product) => [product.id, product.name]));
  const reported = await listOutputsOf(register, id);
  const waiting = reported.filter((row) => row.year === year && row.review === 'submitted');
  const certificates = await listCertificatesOfProducts(
    register,
    waiting.map(({ productId }) => productId),
  );
  const outputs = waiting.map(({ productId, tonnes }) => {
    const approved = certificates.flatMap((each) =>
      each.productId === productId && each.approvedOutput !== null ? [each.approvedOutput] : [],
    );
    const before = reported.find((row) => row.productId === productId && row.year === year - 1);
    return {
      ...{
        productId,
        tonnes,
        productName: names.get(productId) ?? productId,
        before: before ? countedTonnes(before) : null,
      },
      approved: approved.length > 0 ? Math.max(...approved) : null,
    };
  });
  return { year, name, outputs, latest: view.latest };
});

export const action = writes('product.review', ofTown, async (visit) => {
  const { form, wire, register, reader, params, now } = visit;
  const year = reportableYear(visit.params.year, visit.view.today);
  const change = await reviewOutputs(register, {
    ...{ producerId: params.producer ?? '', year, products: productsTaken(wire.fields), answer: form(ReviewOutputs) },
    ...{ account: reader.username, at: now },
  });
  return redirect(paths.outputs({ year, ...outcomeQuery({ change }) }));
});

export const meta: MetaFunction<typeof loader> = ({ data }) =>
  pageTitle(data ? `审核${data.name}${data.year}年产量` : '审核产量');

export default function ReviewOutputsPage() {
  const { year, name, outputs, latest } = useLoaderData<typeof loader>();
  const result = useActionData<typeof action>();
  const problem = result?.problem;
  return (
    <Page title={`审核${year}年产量`} kicker={name} crumbs={[{ href: paths.outputs({ year }), label: '产量' }]}>
      <OutputReview
        {...{ outputs, year, latest, typed: result?.values ?? null }}
        problem={problem?.errors[0]?.message ?? problem?.message ?? null}
      />
    </Page>
  );
}
