import { ButtonLink } from './button.tsx';
import { Page } from './page.tsx';

interface FailureWords {
  title: string;
  /** What has happened and what to do now. */
  advice: string;
}

const wordsByStatus: Record<number, FailureWords> = {
  400: { title: '没有看懂这次请求', advice: '网址或提交的内容不完整。请返回上一页再试一次。' },
  401: { title: '请先登录', advice: '这一页只对登录的人开放，或者登录已经过期。登录后会回到这里。' },
  403: {
    title: '您的账户不能做这件事',
    advice: '这件事由别的单位或别的岗位办理。如果应当由您办理，请联系区里的管理员。',
  },
  404: { title: '没有找到这一页', advice: '网址可能写错了，或者内容已经移走。请核对网址，或用页首的搜索。' },
  405: { title: '这里不能这样提交', advice: '请返回上一页，用页面上的按钮再提交一次。' },
  409: { title: '现在不能这样做', advice: '登记的内容与打开页面时不同了。请重新打开这一页，看过现在的内容再试。' },
  413: { title: '文件太大', advice: '附件每个不超过 10 MB。请压缩或拆分后再上传。' },
  422: { title: '填写的内容没有通过检查', advice: '请返回上一页，按提示改正后再提交。' },
  429: { title: '操作太频繁', advice: '请过几分钟再试。' },
  503: { title: '系统正在维护', advice: '登记的内容没有受影响。请过几分钟再试。' },
};

const unexpected: FailureWords = {
  title: '系统出了问题',
  advice: '这不是您的操作造成的，没有提交成功的内容请稍后再试。如果一直这样，请把下面的编号告诉管理员。',
};

/** The words for a failed page by its HTTP status. */
export function failureWords(status: number): FailureWords {
  const refused = { title: '没有办成', advice: '请返回上一页再试一次，或从首页重新进入。' };
  return wordsByStatus[status] ?? (status >= 400 && status < 500 ? refused : unexpected);
}

interface FailureProps {
  status: number;
  /** What the place of the failure says of it, more exact than the general advice. */
  message?: string;
  requestId?: string;
}

/** A page that could not be shown: what has happened, what to do, and the number to quote. */
export function Failure({ status, message, requestId }: FailureProps) {
  const { title, advice } = failureWords(status);
  return (
    <Page title={title} width="form">
      <p className="text-lg">{message ?? advice}</p>
      <div className="mt-6 flex flex-wrap gap-3">
        {status === 401 && (
          <ButtonLink href="/login" look="primary">
            登录
          </ButtonLink>
        )}
        <ButtonLink href="/">回到总览</ButtonLink>
      </div>
      <p className="mt-10 border-t border-line pt-3 text-sm text-ink-soft">
        状态 {status}
        {requestId && (
          <>
            {' · '}编号 <span className="break-all select-all">{requestId}</span>
          </>
        )}
      </p>
    </Page>
  );
}
