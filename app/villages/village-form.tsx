import type { Conflict } from '#app/changes/conflict.ts';
import { ConflictChoices } from '#app/changes/conflict-choices.tsx';
import { Actions, Button, ButtonLink } from '#app/ui/button.tsx';
import { ErrorSummary, type FieldProblem } from '#app/ui/error-summary.tsx';
import { TextArea, TextField } from '#app/ui/field.tsx';
import { useFormCheck } from '#app/ui/use-form-check.ts';
import { villageWords } from './village.fields.ts';
import type { Profile } from './village.schema.ts';

interface VillageFormProps {
  /** As the wire carries them: stored, or typed before. */
  values: Readonly<Record<string, string>>;
  problems: readonly FieldProblem[];
  conflict: Conflict | null;
  cancelHref: string;
}

/** A village's profile as its form opens. */
export function profileValues({ introduction, industry, settlements }: Profile, change: number) {
  return {
    introduction: introduction ?? '',
    industry: industry ?? '',
    settlements: settlements ?? '',
    change: String(change),
  };
}

export function VillageForm({ values, problems, conflict, cancelHref }: VillageFormProps) {
  const check = useFormCheck(async () => (await import('./village.schema.ts')).AmendVillage, { values, problems });
  const { introduction, industry, settlements } = villageWords.fields;
  return (
    <form {...check.form}>
      <ErrorSummary problems={check.problems} />
      {conflict && <ConflictChoices conflict={conflict} words={villageWords.fields} />}
      <input type="hidden" name="change" value={values.change} />
      <TextArea
        label={introduction.label}
        hint="位置、历史、风貌，最多 2000 字"
        rows={8}
        optional
        {...check.field('introduction')}
      />
      <TextField label={industry.label} hint="如 茭白、稻米" width="full" optional {...check.field('industry')} />
      <TextArea label={settlements.label} hint="用顿号隔开" rows={3} optional {...check.field('settlements')} />
      <Actions>
        <Button>保存资料</Button>
        <ButtonLink href={cancelHref}>返回不保存</ButtonLink>
      </Actions>
    </form>
  );
}
