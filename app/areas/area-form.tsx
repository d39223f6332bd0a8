import type { Conflict } from '#app/changes/conflict.ts';
import { ConflictChoices } from '#app/changes/conflict-choices.tsx';
import { optionsOf } from '#app/field-words.ts';
import { Actions, Button, ButtonLink } from '#app/ui/button.tsx';
import { ErrorSummary, type FieldProblem } from '#app/ui/error-summary.tsx';
import { CheckboxField, RadioGroup, TextArea, TextField } from '#app/ui/field.tsx';
import { useFormCheck } from '#app/ui/use-form-check.ts';
import { areaKindWords, areaWords, townBox } from './area.fields.ts';
import type { AreaWithSteps } from './area.schema.ts';

interface AreaFormProps {
  /** As the wire carries them: stored, or typed before. */
  values: Readonly<Record<string, string>>;
  problems: readonly FieldProblem[];
  conflict: Conflict | null;
  /** The towns to choose from; null for an office, whose areas lie in its own town. */
  towns: readonly { code: string; name: string }[] | null;
  cancelHref: string;
}

/** An area as its form opens; a new one is empty. */
export function areaValues(area: AreaWithSteps | null, change: number): Record<string, string> {
  const { kind, name, corridor, countsTowardsPlan, note, towns = [] } = area ?? {};
  return {
    ...{ kind: kind ?? '', name: name ?? '', corridor: corridor ?? '', note: note ?? '', change: String(change) },
    ...(countsTowardsPlan === 1 && { countsTowardsPlan: 'on' }),
    ...Object.fromEntries(towns.map(({ code }) => [townBox(code), 'on'])),
  };
}

export function AreaForm({ values, problems, conflict, towns, cancelHref }: AreaFormProps) {
  const check = useFormCheck(async () => (await import('./area.schema.ts')).SaveArea, { values, problems });
  const { fields } = areaWords;
  const wrongTowns = check.problems.find(({ path }) => path === 'towns')?.message;
  return (
    <form {...check.form}>
      <ErrorSummary problems={check.problems} />
      {conflict && <ConflictChoices conflict={conflict} words={{ ...fields, towns: { label: '所在镇' } }} />}
      <input type="hidden" name="change" value={values.change} />
      <TextField label={fields.name.label} width="full" {...check.field('name')} />
      <RadioGroup label={fields.kind.label} choices={optionsOf(areaKindWords)} {...check.field('kind')} />
      <TextField label={fields.corridor.label} optional hint="如 沈太路、朱枫公路" {...check.field('corridor')} />
      {towns && (
        <>
          <fieldset className="mb-6" id="field-towns">
            <legend className="mb-1 font-semibold">所在镇</legend>
            {wrongTowns && <p className="font-medium text-red-700">{wrongTowns}</p>}
            {towns.map(({ code, name }) => (
              <CheckboxField key={code} {...check.tick(townBox(code))} label={name} />
            ))}
          </fieldset>
          <CheckboxField
            label="列入规划新增的 15 个示范区"
            hint="命名并经区里确认之后才计入"
            {...check.tick('countsTowardsPlan')}
          />
        </>
      )}
      <TextArea label={fields.note.label} optional rows={4} {...check.field('note')} />
      <Actions>
        <Button>保存片区</Button>
        <ButtonLink href={cancelHref}>返回不保存</ButtonLink>
      </Actions>
    </form>
  );
}
