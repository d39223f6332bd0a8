import type { Pin } from '#app/http/paths.ts';
import { Button } from '#app/ui/button.tsx';
import { fieldId } from '#app/ui/field-frame.tsx';
import { formatDay } from '#app/ui/format.ts';
import { planPeriod } from './plan.fields.ts';

interface DayFormProps {
  /** The page that is shown again as of another day. */
  action: string;
  asOf: string;
  pin: Pin;
  /** Where the same page stands as of the end of the plan. */
  endHref: string;
  town?: string | null;
  category?: string;
}

/** Chooses the as-of day; the register version, the town and the category stay as they are. */
export function DayForm({ action, asOf, pin, endHref, town = null, category }: DayFormProps) {
  return (
    <form method="get" action={action} aria-label="选择业务日期" className="flex flex-wrap items-end gap-x-3 gap-y-2">
      <div>
        <label htmlFor={fieldId('asOf')} className="block text-sm text-ink-soft">
          业务日期
        </label>
        <input
          id={fieldId('asOf')}
          type="date"
          name="asOf"
          defaultValue={asOf}
          min="2000-01-01"
          max="2099-12-31"
          className="control w-40"
        />
      </div>
      {pin.change !== undefined && <input type="hidden" name="change" value={pin.change} />}
      {town !== null && <input type="hidden" name="town" value={town} />}
      {category !== undefined && <input type="hidden" name="category" value={category} />}
      <Button look="quiet">查看</Button>
      {asOf !== planPeriod.to && (
        <a href={endHref} className="py-2 text-sm">
          规划期末 {formatDay(planPeriod.to)}
        </a>
      )}
    </form>
  );
}
