import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { ApiView } from '#app/exchange/api-view.tsx';
import { operations } from '#app/exchange/operations.ts';
import { reads } from '#app/http/guard.server.ts';
import { paths } from '#app/http/paths.ts';
import { Page } from '#app/ui/page.tsx';
import { pageTitle } from '#app/ui/page-title.ts';
import { Panel } from '#app/ui/panel.tsx';

export const meta: MetaFunction = () => pageTitle('数据接口');

export const loader = reads('public.read', async ({ context }) => ({ publicUrl: context.config.publicUrl }));

export default function Api() {
  const { publicUrl } = useLoaderData<typeof loader>();
  return (
    <Page
      title="数据接口"
      lead={
        <>
          供其他系统读取登记簿，只读。程序用的说明是 <a href={paths.apiDocument()}>OpenAPI 3.1 文档</a>。
        </>
      }
    >
      <Panel title="约定">
        <ul className="grid max-w-prose list-disc gap-2 pl-5">
          <li>
            网址以 <code className="break-all">{publicUrl}/api/v1</code> 开头，答复是 JSON；列表带请求头{' '}
            <code>Accept: text/csv</code> 时答复 CSV。
          </li>
          <li>日期是上海时间的 YYYY-MM-DD。没有采集的数是 null，不是 0。</li>
          <li>
            每个数都可以问两个时间：<code>asOf</code> 业务日期，<code>change</code> 登记版本。
          </li>
          <li>
            列表用 <code>limit</code> 和 <code>cursor</code> 翻页：把答复里的 <code>next</code> 作为下一次的{' '}
            <code>cursor</code>，其间有人登记也不会重复或遗漏。
          </li>
          <li>
            答复带 <code>ETag</code>，下次用 <code>If-None-Match</code> 送回，没有变化时答复 304。
          </li>
          <li>
            公开数据不用登录。<a href={paths.accountTokens()}>访问令牌</a>放在请求头{' '}
            <code className="break-all">Authorization: Bearer {'<令牌>'}</code>。
          </li>
          <li>
            要保存一份副本：用令牌从 <code>after=0</code> 开始反复读取 <code>/changes?rows=1</code>，按 next
            往下读，逐行写入。一号变更可能写入十万行；加上 <code>partial=1</code>，每次答复的行数有限：答复里的{' '}
            <code>next</code> 和 <code>part</code> 就是下一次的 <code>after</code> 和 <code>part</code>。
          </li>
          <li>有问题时答复 application/problem+json，errors 逐项说明哪个参数不对。</li>
        </ul>
      </Panel>
      <ApiView operations={operations} />
    </Page>
  );
}
