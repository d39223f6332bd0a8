import { Actions, Button, ButtonLink } from '#app/ui/button.tsx';
import { ErrorSummary, type FieldProblem } from '#app/ui/error-summary.tsx';
import { NumberField, type Option, SelectField, TextField } from '#app/ui/field.tsx';
import { useFormCheck } from '#app/ui/use-form-check.ts';
import type { Base } from './base.repository.server.ts';
import { baseWords } from './producer.fields.ts';

interface BaseFormProps {
  values: Readonly<Record<string, string>>;
  problems: readonly FieldProblem[];
  villages: readonly Option[];
  cancelHref: string;
  /** Whether the base is registered already and can be taken away. */
  removable: boolean;
}

/** A base as its form opens; a new one is empty. */
export function baseValues(base: Base | null, change: number) {
  const { villageCode = '', crop = '', area = null } = base ?? {};
  return { intent: 'amend', villageCode, crop, area: area === null ? '' : String(area), change: String(change) };
}

export function BaseForm({ values, problems, villages, cancelHref, removable }: BaseFormProps) {
  const check = useFormCheck(async () => (await import('./base.schema.ts')).AmendBase, {
    values: { ...values, intent: 'amend' },
    problems,
  });
  const { villageCode, crop, area } = baseWords.fields;
  return (
    <>
      <form {...check.form}>
        <ErrorSummary problems={check.problems} />
        <input type="hidden" name="intent" value="amend" />
        <input type="hidden" name="change" value={values.change} />
        <SelectField label={villageCode.label} blank="请选择" options={villages} {...check.field('villageCode')} />
        <TextField label={crop.label} hint="如 茭白、稻米" {...check.field('crop')} />
        <NumberField label={area.label} unit={area.unit} optional {...check.field('area')} />
        <Actions>
          <Button>保存基地</Button>
          <ButtonLink href={cancelHref}>返回不保存</ButtonLink>
        </Actions>
      </form>
      {removable && (
        <form method="post" className="mt-10 border-t border-line pt-6">
          <Button look="danger" name="intent" value="remove">
            删除这个基地
          </Button>
        </form>
      )}
    </>
  );
}
