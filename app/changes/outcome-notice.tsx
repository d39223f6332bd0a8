import type { FieldWord } from '#app/field-words.ts';
import { paths } from '#app/http/paths.ts';
import { formatNumber } from '#app/ui/format.ts';
import { Notice } from '#app/ui/notice.tsx';
import type { Outcome } from './outcome.ts';

interface OutcomeNoticeProps {
  outcome: Outcome;
  /** Words of the form's fields, to name those that somebody else changed. */
  words?: Readonly<Record<string, FieldWord>>;
  /** Whether the reader may follow the number to the change itself. */
  signedIn: boolean;
}

/** Says what became of the form that was sent last. */
export function OutcomeNotice({ outcome: { saved, unchanged, joined }, words = {}, signedIn }: OutcomeNoticeProps) {
  if (saved === null && !unchanged) return null;
  const labels = joined.flatMap((field) => words[field]?.label ?? []);
  const number = saved === null ? null : `第 ${formatNumber(saved)} 号变更`;
  return (
    <Notice tone="success">
      {saved !== null && number ? (
        <>已保存为{signedIn ? <a href={paths.change(saved)}>{number}</a> : number}</>
      ) : (
        '没有改动，未产生新的变更'
      )}
      {labels.length > 0 && `。对方同时修改了${labels.join('、')}，已合并`}
    </Notice>
  );
}
