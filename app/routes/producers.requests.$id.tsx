import { type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { reachesTown } from '#app/accounts/policy.rules.ts';
import { reads, type SignedVisit, writes } from '#app/http/guard.server.ts';
import { paths } from '#app/http/paths.ts';
import { noteContactRead } from '#app/http/security-log.server.ts';
import { notFound } from '#app/problem.ts';
import { SettleRequest } from '#app/producers/join.schema.ts';
import { getJoinRequest } from '#app/producers/join-request.repository.server.ts';
import { likelyDuplicates } from '#app/producers/likeness.rules.ts';
import { getProducer, listSimilarNames } from '#app/producers/producer.repository.server.ts';
import { RequestReview } from '#app/producers/request-review.tsx';
import { acceptRequest, attachRequest, declineRequest } from '#app/producers/settle-request.server.ts';
import { Page } from '#app/ui/page.tsx';
import { pageTitle } from '#app/ui/page-title.ts';

const ofTown = {
  town: async ({ register, params }: SignedVisit) => (await getJoinRequest(register, params.id)).townCode,
};

export const loader = reads('join.review', ofTown, async ({ register, reader, params, context }) => {
  const { passwordHash: _, ...request } = await getJoinRequest(register, params.id);
  if (request.phone !== '') noteContactRead(context, reader, request.id);
  const likely = likelyDuplicates(request, await listSimilarNames(register, request));
  // What lies beyond the reader's scope is told of, and not shown.
  const within = likely.filter(({ producer }) => reachesTown(reader, producer.townCode));
  return {
    request,
    likely: within,
    elsewhere: likely.some(({ sameCode, producer }) => sameCode && !reachesTown(reader, producer.townCode)),
  };
});

export const action = writes('join.review', ofTown, async ({ form, register, reader, params, now }) => {
  const wanted = form(SettleRequest);
  const settlement = { id: params.id ?? '', account: reader.username, at: now };
  if (wanted.intent === 'decline') {
    await declineRequest(register, { ...settlement, reason: wanted.reason });
    return redirect(paths.producerRequests());
  }
  if (wanted.intent === 'attach') {
    const { townCode } = await getProducer(register, wanted.producerId);
    if (!reachesTown(reader, townCode)) throw notFound('这个经营主体');
  }
  const { producerId, change } =
    wanted.intent === 'accept'
      ? await acceptRequest(register, settlement)
      : await attachRequest(register, { ...settlement, producerId: wanted.producerId });
  return redirect(paths.producer(producerId, { saved: change }));
});

export const meta: MetaFunction<typeof loader> = ({ data }) => pageTitle(data?.request.name ?? '登记申请');

export default function ReviewRequest() {
  const { request, likely, elsewhere } = useLoaderData<typeof loader>();
  const { problem, values } = useActionData<typeof action>() ?? {};
  return (
    <Page title={request.name} kicker="登记申请" crumbs={[{ href: paths.producerRequests(), label: '登记申请' }]}>
      <RequestReview
        request={request}
        likely={likely}
        elsewhere={elsewhere}
        problem={problem ? (problem.errors[0]?.message ?? problem.message) : null}
        typedReason={values?.reason}
      />
    </Page>
  );
}
