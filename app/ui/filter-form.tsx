import type { ReactNode } from 'react';
import { Button } from './button.tsx';
import type { Option } from './field.tsx';
import { fieldId } from './field-frame.tsx';

interface FilterFormProps {
  action: string;
  /** What the form is for, to screen readers: 筛选村庄. */
  label: string;
  /** The list without any filter. */
  clearHref: string;
  /** Whether a filter is set now. */
  filtered: boolean;
  /** What the button says. */
  button?: string;
  /** `FilterText` and `FilterSelect`, and hidden inputs for what must be kept. */
  children: ReactNode;
}

/** A row of filters over a list. It sends a plain GET, so that the address holds what is shown. */
export function FilterForm({ action, label, clearHref, filtered, button = '筛选', children }: FilterFormProps) {
  return (
    <form
      method="get"
      action={action}
      aria-label={label}
      className="mb-6 flex flex-wrap items-end gap-x-4 gap-y-3 bg-paper-deep px-4 py-3"
    >
      {children}
      <div className="flex items-center gap-4">
        <Button look="quiet">{button}</Button>
        {filtered && <a href={clearHref}>清除</a>}
      </div>
    </form>
  );
}

interface FilterTextProps {
  name: string;
  label: string;
  value?: string | null;
  placeholder?: string;
  type?: 'search' | 'date';
}

export function FilterText({ name, label, value, placeholder, type = 'search' }: FilterTextProps) {
  return (
    <div className="w-full sm:w-auto">
      <label htmlFor={fieldId(name)} className="block text-sm text-ink-soft">
        {label}
      </label>
      <input
        id={fieldId(name)}
        type={type}
        name={name}
        defaultValue={value ?? ''}
        placeholder={placeholder}
        className="control w-full sm:w-56"
      />
    </div>
  );
}

interface FilterSelectProps {
  name: string;
  label: string;
  value?: string | null;
  options: readonly Option[];
  blank?: string;
}

export function FilterSelect({ name, label, value, options, blank = '全部' }: FilterSelectProps) {
  return (
    <div className="min-w-0 flex-1 basis-32 sm:flex-none sm:basis-auto">
      <label htmlFor={fieldId(name)} className="block text-sm text-ink-soft">
        {label}
      </label>
      <select
        id={fieldId(name)}
        name={name}
        defaultValue={value ?? ''}
        className="control w-full sm:w-auto sm:min-w-32"
      >
        <option value="">{blank}</option>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </div>
  );
}
