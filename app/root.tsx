import type { LinksFunction, MetaFunction } from '@remix-run/node';
import {
  isRouteErrorResponse,
  Links,
  Meta,
  Outlet,
  Scripts,
  ScrollRestoration,
  useMatches,
  useRouteError,
  useRouteLoaderData,
} from '@remix-run/react';
import { type ReactNode, useContext } from 'react';
import { officeOf } from './accounts/account.repository.server.ts';
import { may } from './accounts/policy.rules.ts';
import { reads } from './http/guard.server.ts';
import { readFailureText } from './problem.ts';
import { isDemonstration } from './reports/register.repository.server.ts';
import styles from './styles.css?url';
import { Failure, failureWords } from './ui/failure.tsx';
import { Masthead, type NavItem, QuietLink } from './ui/masthead.tsx';
import { NonceContext, RequestIdContext } from './ui/nonce.ts';
import { Colophon, DemoBanner, PinnedStrip, Sheet } from './ui/shell.tsx';

/** What the frame around every page needs to know. */
export interface Shell {
  reader: { name: string; office: string; imports: boolean } | null;
  demo: boolean;
  /** The change number that the page is read at. */
  change: number;
  /** The day that the page is read as of, and the day it is, both `YYYY-MM-DD` in Shanghai. */
  asOf: string;
  today: string;
  /** Whether the page is read as of another day or at an older change. */
  pinned: boolean;
  /** The path without its query. */
  path: string;
  requestId: string;
}

const NAME = '青西乡村振兴登记簿';
const SOURCE = '依据《青浦区加快示范区建设暨青西三镇协同发展“十四五”规划》（青府发〔2022〕16号）';

const openItems: NavItem[] = [
  { href: '/', label: '总览' },
  { href: '/plan', label: '规划指标' },
  { href: '/villages', label: '村庄' },
  { href: '/titles', label: '荣誉与创建' },
  { href: '/areas', label: '示范片区' },
  { href: '/products', label: '农产品' },
  { href: '/producers', label: '经营主体' },
  { href: '/certificates', label: '证书' },
  { href: '/reports', label: '报表' },
];
const signedInItems: NavItem[] = [
  { href: '/outputs', label: '产量' },
  { href: '/changes', label: '变更' },
];
const officeItems: NavItem[] = [{ href: '/imports', label: '导入' }];
const footLinks: NavItem[] = [
  { href: '/join', label: '经营主体申请登记' },
  { href: '/verify', label: '核验' },
  { href: '/open-data', label: '开放数据' },
  { href: '/api', label: '数据接口' },
];

export const meta: MetaFunction = ({ error }) => [
  { title: error ? `${failureWords(statusOf(error)).title} · ${NAME}` : NAME },
];

export const links: LinksFunction = () => [
  { rel: 'stylesheet', href: styles },
  { rel: 'icon', href: '/favicon.svg', type: 'image/svg+xml' },
];

/** Open to all: the frame says who reads, and never sends anybody away. */
export const loader = reads('session.start', async ({ reader, present, view, url, context }): Promise<Shell> => {
  const { asOf, change, today, pin } = view;
  return {
    reader: reader && {
      name: reader.name,
      office: await officeOf(present, reader),
      imports: may(reader, 'import.run'),
    },
    demo: await isDemonstration(present),
    ...{ change, asOf, today },
    pinned: pin.asOf !== undefined || pin.change !== undefined,
    path: url.pathname,
    requestId: context.requestId,
  };
});

/** The frame; it must stand without the loader's data, when the loader itself has failed. */
export function Layout({ children }: { children: ReactNode }) {
  const shell = useRouteLoaderData<typeof loader>('root');
  const nonce = useContext(NonceContext);
  const interactive = useMatches().some(({ handle }) => isInteractive(handle));
  return (
    <html lang="zh-CN">
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light" />
        <Meta />
        <Links />
      </head>
      <body className="flex min-h-screen flex-col">
        <a
          href="#main"
          className="sr-only focus:not-sr-only focus:absolute focus:z-10 focus:bg-white focus:px-4 focus:py-2"
        >
          跳到正文
        </a>
        {shell?.demo && <DemoBanner />}
        <Masthead
          name={NAME}
          items={[
            ...openItems,
            ...(shell?.reader ? signedInItems : []),
            ...(shell?.reader?.imports ? officeItems : []),
          ]}
          path={shell?.path ?? ''}
          search={{ action: '/villages', label: '搜索村庄', placeholder: '村名、拼音或代码' }}
          account={<Account reader={shell?.reader ?? null} />}
        />
        {shell?.pinned && <PinnedStrip day={shell.asOf} change={shell.change} href={shell.path} />}
        <Sheet>{children}</Sheet>
        <Colophon moment={shell && { day: shell.asOf, change: shell.change }} source={SOURCE} links={footLinks} />
        {interactive && (
          <>
            <ScrollRestoration nonce={nonce} />
            <Scripts nonce={nonce} />
          </>
        )}
      </body>
    </html>
  );
}

export default function Root() {
  return <Outlet />;
}

export function ErrorBoundary() {
  const error = useRouteError();
  const shell = useRouteLoaderData<typeof loader>('root');
  const asked = useContext(RequestIdContext);
  const said = readFailureText(isRouteErrorResponse(error) ? error.data : null);
  return (
    <Failure
      status={statusOf(error)}
      message={said?.message}
      requestId={said?.requestId ?? shell?.requestId ?? asked ?? undefined}
    />
  );
}

function Account({ reader }: { reader: Shell['reader'] }) {
  if (!reader) return <QuietLink href="/login">登录</QuietLink>;
  return (
    <div className="flex flex-wrap items-center gap-x-4 text-sm">
      <span className="text-ink-soft">
        {reader.name}（{reader.office}）
      </span>
      <QuietLink href="/desk">待办</QuietLink>
      <QuietLink href="/account">账户</QuietLink>
      <form method="post" action="/logout">
        <button type="submit" className="cursor-pointer py-1 text-qing-700 hover:underline">
          退出
        </button>
      </form>
    </div>
  );
}

function statusOf(error: unknown): number {
  return isRouteErrorResponse(error) ? error.status : 500;
}

function isInteractive(handle: unknown): boolean {
  return typeof handle === 'object' && handle !== null && 'interactive' in handle && handle.interactive === true;
}
