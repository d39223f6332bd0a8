import { paths } from '#app/http/paths.ts';
import { Button } from '#app/ui/button.tsx';
import { TextField } from '#app/ui/field.tsx';
import { Notice } from '#app/ui/notice.tsx';
import type { DescribedRow } from './row-words.rules.ts';

interface UndoFormProps {
  number: number;
  /** The reason as it was typed before. */
  reason: string;
  error?: string;
}

/** Undoing takes no question first: an undo is a change like any other, and can be undone. */
export function UndoForm({ number, reason, error }: UndoFormProps) {
  return (
    <form method="post">
      <input type="hidden" name="intent" value="undo" />
      <TextField name="reason" label="撤销的原因" optional defaultValue={reason} error={error} maxLength={200} />
      <Button look="danger">撤销第 {number} 号变更</Button>
    </form>
  );
}

interface UndoRefusalProps {
  number: number;
  message: string;
  rows: readonly DescribedRow[];
  /** Which of the rows were written since, and by which change. */
  inTheWay: readonly { id: string; change: number }[];
}

/** Why a change cannot be undone as a whole: the rows that were written since, each with the later change. */
export function UndoRefusal({ number, message, rows, inTheWay }: UndoRefusalProps) {
  const names = new Map(rows.map(({ id, noun, name }) => [id, `${name}（${noun}）`]));
  return (
    <Notice tone="error" title={message}>
      {inTheWay.length > 0 && (
        <ul className="list-disc pl-5">
          {inTheWay.map(({ id, change }) => (
            <li key={id}>
              {names.get(id) ?? id}，
              {change > number ? (
                <>
                  后来又由<a href={paths.change(change)}>第 {change} 号变更</a>改过
                </>
              ) : (
                '后来又被删除'
              )}
            </li>
          ))}
        </ul>
      )}
      <p>可以先撤销后来的变更，或者直接修改内容。</p>
    </Notice>
  );
}
