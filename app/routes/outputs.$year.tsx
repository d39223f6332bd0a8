import { type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { reviewWords } from '#app/certificates/certificate.fields.ts';
import { listOutputsOf, listProductsToReport } from '#app/certificates/output.repository.server.ts';
import { reportableYear, sheetOf } from '#app/certificates/output.rules.ts';
import { tonnesForm } from '#app/certificates/output.schema.ts';
import { reportOutputs } from '#app/certificates/report-outputs.server.ts';
import { TonnesForm, tonnesValues } from '#app/certificates/tonnes-form.tsx';
import { conflictOf, fieldsLeft } from '#app/changes/conflict.ts';
import { outcomeQuery } from '#app/changes/outcome.ts';
import { formState } from '#app/http/form-state.ts';
import { reads, type SignedVisit, writes } from '#app/http/guard.server.ts';
import { keptFields } from '#app/http/kept-form.server.ts';
import { paths } from '#app/http/paths.ts';
import { formatTonnes } from '#app/ui/format.ts';
import { KeptNotice } from '#app/ui/kept-notice.tsx';
import { Page } from '#app/ui/page.tsx';
import { pageTitle } from '#app/ui/page-title.ts';
import type { Row } from '#db/tables.ts';

export const handle = { interactive: true };

const own = { producer: async ({ reader }: SignedVisit) => reader.producerId };

export const loader = reads('product.draft', own, async (visit) => {
  const { register, reader, view } = visit;
  const year = reportableYear(visit.params.year, visit.view.today);
  const producer = reader.producerId ?? '';
  const products = await listProductsToReport(register, producer);
  const outputs = await listOutputsOf(register, producer);
  const present = outputs.filter((row) => row.year === year).map((row) => ({ ...row, field: row.productId }));
  const fields = products.map(({ id, name }) => ({
    ...{ field: id, label: name },
    hint: hintOf(
      outputs.filter(({ productId }) => productId === id),
      year,
    ),
  }));
  const stored = sheetOf(
    products.map(({ id }) => id),
    present,
  );
  return { year, fields, stored: tonnesValues(stored, view.latest), kept: await keptFields(visit) };
});

/** Where the product's number stands, and what the year before was. */
function hintOf(outputs: readonly Row<'output'>[], year: number): string {
  const row = outputs.find((each) => each.year === year);
  const before = outputs.find((each) => each.year === year - 1)?.tonnes;
  const parts = [
    row === undefined ? '未填报' : reviewWords[row.review],
    ...(row?.review === 'returned' && row.reviewReason !== null ? [row.reviewReason] : []),
    before == null ? `${year - 1}年未采集` : `${year - 1}年 ${formatTonnes(before)} 吨`,
  ];
  return parts.join('；');
}

export const action = writes('product.draft', own, async (visit) => {
  const { form, wire, register, reader, now } = visit;
  const producerId = reader.producerId ?? '';
  const products = await listProductsToReport(register, producerId);
  const { change: loadedAt, sheet } = form(tonnesForm(products.map(({ id }) => id)));
  const change = await reportOutputs(register, {
    ...{
      producerId,
      year: reportableYear(visit.params.year, visit.view.today),
      sheet,
      loadedAt,
      left: fieldsLeft(wire.fields),
    },
    ...{ account: reader.username, at: now },
  });
  return redirect(paths.outputs(outcomeQuery({ change })));
});

export const meta: MetaFunction<typeof loader> = ({ data }) => pageTitle(data ? `${data.year}年产量` : '产量');

export default function ReportOutputs() {
  const { year, fields, stored, kept } = useLoaderData<typeof loader>();
  const { values, problems, details } = formState(useActionData<typeof action>(), { kept, stored });
  const conflict = conflictOf(details);
  return (
    <Page
      title={`填报${year}年产量`}
      lead="没有统计的产品请空着，不要填 0。改动已通过的产量要重新审核，审核前这一产品不计入认证率。"
      crumbs={[{ href: paths.outputs(), label: '产量' }]}
      width="form"
    >
      <KeptNotice shown={kept !== null && problems.length === 0} />
      {fields.length === 0 ? (
        <p>
          还没有登记产品。<a href={paths.productNew()}>登记产品</a>后再填报产量。
        </p>
      ) : (
        <TonnesForm
          fields={fields}
          values={conflict ? { ...values, change: String(conflict.change) } : values}
          problems={conflict ? [] : problems}
          conflict={conflict}
          submit={`提交${year}年产量`}
          cancelHref={paths.outputs()}
        />
      )}
    </Page>
  );
}
