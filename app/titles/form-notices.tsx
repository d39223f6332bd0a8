import { Notice } from '#app/ui/notice.tsx';

interface FormNoticesProps {
  /** The words of a conflict; what was typed is still in the form. */
  conflict: string | null;
  /** Whether the fields hold what was typed before the reader had to sign in again. */
  kept: boolean;
}

/** What to mind before a form is sent again. */
export function FormNotices({ conflict, kept }: FormNoticesProps) {
  return (
    <>
      {kept && <Notice title="您上次填写的内容已为您保留，请核对后提交">选过的附件不能保留，请重新选择。</Notice>}
      {conflict !== null && (
        <Notice tone="warning" title="没有保存，您填写的内容还在下面">
          {conflict}
        </Notice>
      )}
    </>
  );
}
