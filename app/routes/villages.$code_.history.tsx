import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { reachesTown, scopeOf } from '#app/accounts/policy.rules.ts';
import { listChanges } from '#app/changes/change.repository.server.ts';
import { ChangeHistory } from '#app/changes/change-history.tsx';
import { rowChangesOfOwner } from '#app/changes/row-history.repository.server.ts';
import { valuesIn } from '#app/changes/row-history.rules.ts';
import { readRowNames } from '#app/changes/row-names.repository.server.ts';
import { describeRow } from '#app/changes/row-words.rules.ts';
import { tableWords } from '#app/exchange/words.ts';
import { reads } from '#app/http/guard.server.ts';
import { paths } from '#app/http/paths.ts';
import { notFound } from '#app/problem.ts';
import { Page } from '#app/ui/page.tsx';
import { pageTitle } from '#app/ui/page-title.ts';
import { getVillage } from '#app/villages/village.repository.server.ts';

const pageSize = 20;

export const loader = reads('change.read', async ({ register, reader, params, url }) => {
  const { code, name, townCode, townName } = await getVillage(register, params.code);
  if (!reachesTown(reader, townCode)) throw notFound('这个页面');
  const scope = scopeOf(reader);
  const before = /^[1-9]\d{0,14}$/.exec(url.searchParams.get('before') ?? '')?.[0];
  const of = { owner: 'village', id: code } as const;
  const filter = { scope, of, ...(before !== undefined && { before: Number(before) }) };
  const found = await listChanges(register, { ...filter, limit: pageSize + 1 });
  const changes = found.slice(0, pageSize);
  const numbers = changes.map(({ number }) => number);
  const rows = await rowChangesOfOwner(register, numbers, of);
  const names = await readRowNames(register, valuesIn([...rows.values()].flat()));
  const entries = changes.map((change) => ({
    change,
    rows: (rows.get(change.number) ?? []).map((row) => describeRow(row, tableWords, names)),
  }));
  return { code, name, townName, entries, next: found.length > pageSize ? (changes.at(-1)?.number ?? null) : null };
});

export const meta: MetaFunction<typeof loader> = ({ data }) => pageTitle(`${data?.name ?? '村庄'}的变更`);

export default function VillageHistory() {
  const { code, name, townName, entries, next } = useLoaderData<typeof loader>();
  return (
    <Page
      title={`${name}的变更`}
      kicker={townName}
      lead="谁在什么时候改了什么，最近的在前。"
      crumbs={[
        { href: paths.villages(), label: '村庄' },
        { href: paths.village(code), label: name },
      ]}
    >
      <ChangeHistory entries={entries} />
      {next !== null && (
        <p className="mt-6">
          <a href={paths.villageHistory(code, { before: next })}>更早的变更</a>
        </p>
      )}
    </Page>
  );
}
