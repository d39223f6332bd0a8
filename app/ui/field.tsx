import {
  forwardRef,
  type InputHTMLAttributes,
  type ReactNode,
  type SelectHTMLAttributes,
  type TextareaHTMLAttributes,
} from 'react';
import {
  FieldError,
  FieldFrame,
  FieldHint,
  type FieldWords,
  fieldAttributes,
  fieldId,
  fieldSpacing,
  Optional,
} from './field-frame.tsx';

/*
 * Controls of forms. All take what react-hook-form's `register` returns (name, onChange, onBlur, ref) and work as
 * plain controls without JavaScript. The id follows from the name, so that an error summary can link to it.
 */

type Named<Attributes> = Omit<Attributes, 'id' | 'name' | 'width'> & FieldWords & { name: string };

export type InputFieldProps = Named<InputHTMLAttributes<HTMLInputElement>> & { unit?: string };

const widths = { narrow: 'w-40', normal: 'w-full max-w-md', full: 'w-full' };

export type TextFieldProps = InputFieldProps & { width?: keyof typeof widths };

/** One line of text. */
export const TextField = forwardRef<HTMLInputElement, TextFieldProps>(function TextField(props, ref) {
  const { label, hint, error, optional, unit, width = 'normal', ...rest } = props;
  const id = fieldId(props.name);
  return (
    <FieldFrame id={id} words={{ label, hint, error, optional }}>
      <div className="flex items-center gap-2">
        <input
          type="text"
          ref={ref}
          className={`control ${widths[width]}`}
          {...fieldAttributes(id, { hint, error })}
          {...rest}
        />
        {unit && <span className="text-ink-soft">{unit}</span>}
      </div>
    </FieldFrame>
  );
});

/** A number with its unit beside it. A text control: full-width digits and group commas are read by the schema. */
export const NumberField = forwardRef<HTMLInputElement, InputFieldProps>(function NumberField(props, ref) {
  return <TextField ref={ref} width="narrow" inputMode="decimal" autoComplete="off" {...props} />;
});

/** A day, by the browser's own calendar. */
export const DateField = forwardRef<HTMLInputElement, Omit<InputFieldProps, 'unit'>>(function DateField(props, ref) {
  return <TextField ref={ref} type="date" width="narrow" min="1949-10-01" max="2099-12-31" {...props} />;
});

export type FileFieldProps = Named<InputHTMLAttributes<HTMLInputElement>>;

/** A file; the hint says which kinds and how large. The form around it needs `encType="multipart/form-data"`. */
export const FileField = forwardRef<HTMLInputElement, FileFieldProps>(function FileField(props, ref) {
  const { label, hint, error, optional, ...rest } = props;
  const id = fieldId(props.name);
  return (
    <FieldFrame id={id} words={{ label, hint, error, optional }}>
      <input
        ref={ref}
        type="file"
        className="control w-full max-w-md file:mr-3 file:cursor-pointer file:border-0 file:bg-transparent file:font-medium file:text-qing-700"
        {...fieldAttributes(id, { hint, error })}
        {...rest}
      />
    </FieldFrame>
  );
});

export type TextAreaProps = Named<TextareaHTMLAttributes<HTMLTextAreaElement>>;

/** Several lines of text. */
export const TextArea = forwardRef<HTMLTextAreaElement, TextAreaProps>(function TextArea(props, ref) {
  const { label, hint, error, optional, rows = 4, ...rest } = props;
  const id = fieldId(props.name);
  return (
    <FieldFrame id={id} words={{ label, hint, error, optional }}>
      <textarea ref={ref} rows={rows} className="control w-full" {...fieldAttributes(id, { hint, error })} {...rest} />
    </FieldFrame>
  );
});

export interface Option {
  value: string;
  label: string;
  disabled?: boolean;
}

export type SelectFieldProps = Named<SelectHTMLAttributes<HTMLSelectElement>> & {
  options: readonly Option[];
  /** The first choice, with an empty value: 全部, 请选择. */
  blank?: string;
};

/** One of a list that is too long for radio buttons. */
export const SelectField = forwardRef<HTMLSelectElement, SelectFieldProps>(function SelectField(props, ref) {
  const { label, hint, error, optional, options, blank, ...rest } = props;
  const id = fieldId(props.name);
  return (
    <FieldFrame id={id} words={{ label, hint, error, optional }}>
      <select ref={ref} className="control w-full max-w-md" {...fieldAttributes(id, { hint, error })} {...rest}>
        {blank !== undefined && <option value="">{blank}</option>}
        {options.map((option) => (
          <option key={option.value} value={option.value} disabled={option.disabled}>
            {option.label}
          </option>
        ))}
      </select>
    </FieldFrame>
  );
});

export interface Choice {
  value: string;
  label: ReactNode;
  /** What follows from this choice. */
  hint?: ReactNode;
  disabled?: boolean;
}

export type RadioGroupProps = Omit<Named<InputHTMLAttributes<HTMLInputElement>>, 'value' | 'defaultValue'> & {
  choices: readonly Choice[];
  defaultValue?: string | null;
};

/** One of a few, all in sight. The first choice carries the field's id. */
export const RadioGroup = forwardRef<HTMLInputElement, RadioGroupProps>(function RadioGroup(props, ref) {
  const { label, hint, error, optional, choices, defaultValue, ...rest } = props;
  const id = fieldId(props.name);
  const { 'aria-describedby': described } = fieldAttributes(id, { hint, error });
  return (
    <fieldset className={fieldSpacing(error)} aria-describedby={described}>
      <legend className="mb-1 font-semibold">
        {label}
        {optional && <Optional />}
      </legend>
      <FieldHint id={id} hint={hint} />
      <FieldError id={id} error={error} />
      {choices.map((choice, index) => (
        <label key={choice.value} className="flex max-w-max cursor-pointer items-start gap-2.5 py-1.5">
          <input
            ref={ref}
            type="radio"
            id={index === 0 ? id : `${id}-${index}`}
            className="mt-1 size-4.5 flex-none accent-qing-700"
            {...rest}
            value={choice.value}
            disabled={choice.disabled ?? rest.disabled}
            defaultChecked={defaultValue === choice.value}
          />
          <span>
            {choice.label}
            {choice.hint && <span className="block text-sm text-ink-soft">{choice.hint}</span>}
          </span>
        </label>
      ))}
    </fieldset>
  );
});

export type CheckboxFieldProps = Named<InputHTMLAttributes<HTMLInputElement>>;

/** A single yes or no. */
export const CheckboxField = forwardRef<HTMLInputElement, CheckboxFieldProps>(function CheckboxField(props, ref) {
  const { label, hint, error, optional, ...rest } = props;
  const id = fieldId(props.name);
  return (
    <div className={fieldSpacing(error)}>
      <FieldError id={id} error={error} />
      <label className="flex max-w-max cursor-pointer items-start gap-2.5 py-1">
        <input
          ref={ref}
          type="checkbox"
          className="mt-1 size-4.5 flex-none accent-qing-700"
          {...fieldAttributes(id, { hint, error })}
          {...rest}
        />
        <span>
          {label}
          {optional && <Optional />}
        </span>
      </label>
      <div className="pl-7">
        <FieldHint id={id} hint={hint} />
      </div>
    </div>
  );
});
