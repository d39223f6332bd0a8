import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { type Reader, reachesProducer, scopeOf } from '#app/accounts/policy.rules.ts';
import { countChanges, listChanges, listMakers } from '#app/changes/change.repository.server.ts';
import { changeKindOptions } from '#app/changes/change.schema.ts';
import { ChangeList } from '#app/changes/change-list.tsx';
import { ChangeQuery } from '#app/changes/change-query.schema.ts';
import { findProduce, type Owned } from '#app/changes/ownership.repository.server.ts';
import { readRowNames } from '#app/changes/row-names.repository.server.ts';
import { nameSubject } from '#app/changes/row-words.rules.ts';
import { listSubjects } from '#app/changes/subject.repository.server.ts';
import { tableWords } from '#app/exchange/words.ts';
import { reads } from '#app/http/guard.server.ts';
import { paths } from '#app/http/paths.ts';
import { notFound } from '#app/problem.ts';
import { ExportLinks } from '#app/ui/export-links.tsx';
import { FilterForm, FilterSelect, FilterText } from '#app/ui/filter-form.tsx';
import { formatTotal } from '#app/ui/format.ts';
import { Notice } from '#app/ui/notice.tsx';
import { Page } from '#app/ui/page.tsx';
import { pageTitle } from '#app/ui/page-title.ts';
import { findVillagesMeant } from '#app/villages/village.repository.server.ts';
import type { Db } from '#db/client.server.ts';

const pageSize = 50;

export const loader = reads('change.read', async ({ register, reader, view, url }) => {
  const query = ChangeQuery.parse(Object.fromEntries(url.searchParams));
  const villages = await findVillagesMeant(register, query.village);
  const about = await aboutOf(register, reader, query);
  const makers = await listMakers(register, scopeOf(reader));
  const [village] = villages;
  // A name that leads to no village, or to several, is asked about instead of guessed.
  const settled = query.village === '' || villages.length === 1;
  const listed = settled
    ? await page(register, reader, query, {
        of: village ? { owner: 'village', id: village.code } : about?.of,
        latest: view.change,
      })
    : null;
  return { query, about, villages: settled ? [] : villages, makers, listed };
});

/** The producer, product or certificate that the list is asked about; to those whom it does not concern it does not exist. */
async function aboutOf(register: Db, reader: Reader, query: ChangeQuery) {
  for (const owner of ['producer', 'product', 'certificate'] as const) {
    const id = query[owner];
    if (id === undefined) continue;
    const found = await findProduce(register, owner, id);
    if (!found || !reachesProducer(reader, found)) throw notFound('这个页面');
    return { of: { owner, id }, name: found.name, href: paths[owner](id) };
  }
  return null;
}

async function page(
  register: Db,
  reader: Reader,
  { account, kind, before }: ChangeQuery,
  { of, latest }: { of: Owned | undefined; latest: number },
) {
  const filter = { scope: scopeOf(reader), of, account, kind };
  const total = await countChanges(register, { ...filter, before: latest + 1 });
  const upTo = Math.min(before ?? latest + 1, latest + 1);
  const found = await listChanges(register, { ...filter, before: upTo, limit: pageSize + 1 });
  const shown = found.slice(0, pageSize);
  const subjects = await listSubjects(
    register,
    shown.map(({ number }) => number),
    filter.scope,
  );
  const named = [...subjects.values()].flatMap(({ row }) => Object.values(row));
  const names = await readRowNames(register, named);
  const changes = shown.map((change) => {
    const subject = subjects.get(change.number);
    return { ...change, subject: subject ? nameSubject(subject, tableWords, names) : null };
  });
  return { changes, total, older: found.length > pageSize ? (changes.at(-1)?.number ?? null) : null };
}

export const meta: MetaFunction = () => pageTitle('变更');

export default function Changes() {
  const { query, about, villages, makers, listed } = useLoaderData<typeof loader>();
  const { village, account, kind, before } = query;
  const of = about ? { [about.of.owner]: about.of.id } : {};
  return (
    <Page
      title={about ? `${about.name}的变更` : '变更'}
      lead="登记簿的每一次改动都有编号，谁、什么时候、改了什么、为什么，都可以查到。"
      crumbs={
        about
          ? [
              { href: paths.changes(), label: '变更' },
              { href: about.href, label: about.name },
            ]
          : []
      }
    >
      <FilterForm
        action={paths.changes()}
        label="筛选变更"
        clearHref={paths.changes(of)}
        filtered={village !== '' || account !== undefined || kind !== undefined}
      >
        {about ? (
          <input type="hidden" name={about.of.owner} value={about.of.id} />
        ) : (
          <FilterText name="village" label="村庄" value={village} placeholder="村名或代码" />
        )}
        <FilterSelect
          name="account"
          label="账户"
          value={account}
          options={makers.map(({ username, name }) => ({ value: username, label: name }))}
        />
        <FilterSelect name="kind" label="类型" value={kind} options={changeKindOptions} />
      </FilterForm>
      {listed === null ? (
        <VillagesMeant typed={village} villages={villages} query={query} />
      ) : (
        <>
          <ChangeList changes={listed.changes} empty="没有符合条件的变更。" />
          <div className="mt-4 flex flex-wrap items-center justify-between gap-x-8 gap-y-3 text-sm">
            <p className="text-ink-soft tabular-nums">共 {formatTotal(listed.total, '号变更')}</p>
            <nav aria-label="翻页" className="flex gap-x-6">
              {before !== undefined && <a href={paths.changes({ village, ...of, account, kind })}>回到最新</a>}
              {listed.older !== null && (
                <a href={paths.changes({ village, ...of, account, kind, before: listed.older })} rel="next">
                  更早的变更
                </a>
              )}
            </nav>
          </div>
          <ExportLinks
            what="这些变更"
            href={(format) => paths.exportedChanges(`changes.${format}`, { village, ...of, account, kind })}
          />
        </>
      )}
    </Page>
  );
}

type Data = ReturnType<typeof useLoaderData<typeof loader>>;

function VillagesMeant({ typed, villages, query }: Pick<Data, 'villages' | 'query'> & { typed: string }) {
  if (villages.length === 0)
    return <Notice tone="warning">没有找到“{typed}”这个村。请核对村名，或填 12 位区划代码。</Notice>;
  return (
    <Notice title={`“${typed}”可以指 ${villages.length} 个村，要看哪一个？`}>
      <ul className="flex flex-wrap gap-x-6">
        {villages.map(({ code, name, townName }) => (
          <li key={code}>
            <a href={paths.changes({ village: code, account: query.account, kind: query.kind })}>
              {name}（{townName}）
            </a>
          </li>
        ))}
      </ul>
    </Notice>
  );
}
