import type { ReactNode } from 'react';
import { formatInstant } from '#app/ui/format.ts';
import { Notice } from '#app/ui/notice.tsx';
import { type AccountNews, newsDays } from './account-news.rules.ts';

interface AccountNewsNoticeProps {
  news: readonly AccountNews[];
  /** The way to the account's page. */
  more: ReactNode;
}

/** What happened to one's own account: whoever did not do it himself learns that somebody did. */
export function AccountNewsNotice({ news, more }: AccountNewsNoticeProps) {
  if (news.length === 0) return null;
  return (
    <Notice title={`登录前 ${newsDays} 天里，您的账户有变动`}>
      <ul className="my-1">
        {news.map((each) => (
          <li key={`${each.kind} ${each.at}`}>
            {formatInstant(each.at)}　{wordsOf(each)}
          </li>
        ))}
      </ul>
      <p>如有不是您做、也不知情的，请立即更改密码，并告诉区级管理员。{more}</p>
    </Notice>
  );
}

function wordsOf(news: AccountNews): string {
  if (news.kind === 'password') return '更改了密码';
  if (news.kind === 'device') return `第一次在${news.device}上登录`;
  return `${news.by ?? '服务器管理员'}：${news.what ?? '停用或启用了账户'}`;
}
