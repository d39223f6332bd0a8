import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { useContext } from 'react';
import { dayInShanghai } from '#app/day.ts';
import { schemaOrgCatalogue } from '#app/exchange/catalogue.rules.ts';
import { OpenDataView } from '#app/exchange/open-data-view.tsx';
import { reads } from '#app/http/guard.server.ts';
import { paths } from '#app/http/paths.ts';
import { isDemonstration, lastChangedAt } from '#app/reports/register.repository.server.ts';
import { NonceContext } from '#app/ui/nonce.ts';
import { Notice } from '#app/ui/notice.tsx';
import { Page } from '#app/ui/page.tsx';
import { pageTitle } from '#app/ui/page-title.ts';

export const meta: MetaFunction = () => pageTitle('开放数据');

export const loader = reads('public.read', async ({ present, context, now }) => {
  const { publicUrl, dataLicence: licence } = context.config;
  const demo = await isDemonstration(present);
  const modified = dayInShanghai(new Date((await lastChangedAt(present)) ?? now));
  return { licence, demo, catalogue: schemaOrgCatalogue({ publicUrl, licence, modified, demo }) };
});

export default function OpenData() {
  const { licence, demo, catalogue } = useLoaderData<typeof loader>();
  const nonce = useContext(NonceContext);
  return (
    <Page
      title="开放数据"
      lead={
        <>
          登记簿的公开部分，任何人都可以取用。许可：<a href={licence}>{licenceName(licence)}</a>。
          <a href={paths.openDataCatalogue()}>供数据目录采集的说明（DCAT）</a>
        </>
      }
    >
      {demo && <Notice tone="warning">现在是演示数据，不作为任何凭据，请勿收入数据目录。</Notice>}
      <OpenDataView />
      <script
        type="application/ld+json"
        nonce={nonce}
        // biome-ignore lint/security/noDangerouslySetInnerHtml: JSON of this program's own words, with every < escaped
        dangerouslySetInnerHTML={{ __html: JSON.stringify(catalogue).replaceAll('<', '\\u003c') }}
      />
    </Page>
  );
}

/** A Creative Commons licence by its usual name; another by its address. */
function licenceName(address: string): string {
  const [, kind, version] = /creativecommons\.org\/licenses\/([a-z-]+)\/([\d.]+)/.exec(address) ?? [];
  return kind === undefined ? address : `知识共享 ${kind.toUpperCase()} ${version}`;
}
