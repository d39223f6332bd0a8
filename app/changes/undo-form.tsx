import { paths } from '#app/http/paths.ts';
import { detailsWith } from '#app/problem.ts';
import { Button } from '#app/ui/button.tsx';
import { TextField } from '#app/ui/field.tsx';
import { formatNumber } from '#app/ui/format.ts';
import { Notice } from '#app/ui/notice.tsx';

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

/** The rows that were written since, each with the change that did, and how many there are besides. */
export interface UndoHindered {
  inTheWay: readonly { id: string; name: string; change: number }[];
  others: number;
}

interface UndoRefusalProps {
  number: number;
  message: string;
  details: unknown;
}

/** Why a change cannot be undone as a whole: the rows that were written since, each with the later change. */
export function UndoRefusal({ number, message, details }: UndoRefusalProps) {
  const { inTheWay, others } = detailsWith<UndoHindered>(details, 'inTheWay') ?? { inTheWay: [], others: 0 };
  return (
    <Notice tone="error" title={message}>
      {inTheWay.length > 0 && (
        <ul className="list-disc pl-5">
          {inTheWay.map(({ id, name, change }) => (
            <li key={id}>
              {name}，
              {change > number ? (
                <>
                  后来又由<a href={paths.change(change)}>第 {change} 号变更</a>改过
                </>
              ) : (
                '后来又被删除'
              )}
            </li>
          ))}
          {others > 0 && <li>另有 {formatNumber(others)} 项</li>}
        </ul>
      )}
      <p>可以先撤销后来的变更，或者直接修改内容。</p>
    </Notice>
  );
}
