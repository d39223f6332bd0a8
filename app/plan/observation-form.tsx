import { AttachmentField } from '#app/attachments/attachment-field.tsx';
import type { Conflict } from '#app/changes/conflict.ts';
import { ConflictChoices } from '#app/changes/conflict-choices.tsx';
import { Actions, Button, ButtonLink } from '#app/ui/button.tsx';
import { ErrorSummary, type FieldProblem } from '#app/ui/error-summary.tsx';
import { DateField, NumberField, TextArea, TextField } from '#app/ui/field.tsx';
import { useFormCheck } from '#app/ui/use-form-check.ts';
import type { ObservedSettings } from './method.schema.ts';
import type { Observation } from './observation.schema.ts';
import { observationWords } from './plan.fields.ts';

interface ObservationFormProps {
  year: number;
  unit: string;
  settings: Pick<ObservedSettings, 'value' | 'comparedWith'>;
  values: Readonly<Record<string, string>>;
  problems: readonly FieldProblem[];
  conflict: Conflict | null;
  /** The name of the file that the year has already. */
  attached: string | null;
  today: string;
  cancelHref: string;
}

/** A year's number as the form's wire carries it. */
export function observationValues(row: Observation | undefined, change: number): Record<string, string> {
  return {
    ...{ value: row?.value.toString() ?? '', comparison: row?.comparison?.toString() ?? '' },
    ...{ observedOn: row?.observedOn ?? '', source: row?.source ?? '', documentNumber: row?.documentNumber ?? '' },
    ...{ note: row?.note ?? '', change: String(change) },
  };
}

const valueHints: Record<ObservedSettings['value'], string> = {
  latest: '当年年末或全年的数',
  sum: '只填当年的数，累计由登记簿相加',
  'average-growth': '只填当年的增长率，年均由登记簿计算',
};

export function ObservationForm(props: ObservationFormProps) {
  const { year, unit, settings, values, problems, conflict, attached, today, cancelHref } = props;
  const check = useFormCheck(async () => (await import('./observation.schema.ts')).EnterObservation, {
    values,
    problems,
  });
  return (
    <form {...check.form} encType="multipart/form-data">
      <ErrorSummary problems={check.problems} />
      {conflict && <ConflictChoices conflict={conflict} words={observationWords.fields} />}
      <input type="hidden" name="change" value={values.change} />
      <NumberField label={`${year}年数值`} unit={unit} hint={valueHints[settings.value]} {...check.field('value')} />
      {settings.comparedWith !== null && (
        <NumberField
          label={settings.comparedWith}
          unit={unit}
          optional
          hint="同一年、同一口径的数；空着就不能判断"
          {...check.field('comparison')}
        />
      )}
      <DateField
        label="公布日期"
        hint="从这一天起计入；查看更早的业务日期时不计"
        max={today}
        {...check.field('observedOn')}
      />
      <TextField label="数据来源" hint="哪个部门、哪份资料，例如 区统计局年报" {...check.field('source')} />
      <TextField label="文号" optional {...check.field('documentNumber')} />
      <AttachmentField attached={attached} problems={problems} />
      <TextArea label="备注" optional rows={3} {...check.field('note')} />
      <Actions>
        <Button>提交{year}年数，等待确认</Button>
        <ButtonLink href={cancelHref}>返回不保存</ButtonLink>
      </Actions>
    </form>
  );
}
