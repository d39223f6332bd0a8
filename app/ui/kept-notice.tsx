import { Notice } from './notice.tsx';

/** Over a form that shows what was typed before the session ran out. */
export function KeptNotice({ shown }: { shown: boolean }) {
  return shown ? <Notice>您上次填写的内容已为您保留，请核对后提交</Notice> : null;
}
