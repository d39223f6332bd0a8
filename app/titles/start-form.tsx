import { paths } from '#app/http/paths.ts';
import { Actions, Button } from '#app/ui/button.tsx';
import { ErrorSummary, type FieldProblem } from '#app/ui/error-summary.tsx';
import { type Option, SelectField } from '#app/ui/field.tsx';
import { useFormCheck } from '#app/ui/use-form-check.ts';
import { StageChoice, StepFields } from './step-form.tsx';
import { titleWords } from './title.fields.ts';
import type { StageOption } from './title.rules.ts';

interface StartFormProps {
  villages: readonly Option[];
  programmes: readonly Option[];
  stages: readonly StageOption[];
  values: Readonly<Record<string, string>>;
  problems: readonly FieldProblem[];
  today: string;
}

/** A village's first step in a programme. */
export function StartForm({ villages, programmes, stages, values, problems, today }: StartFormProps) {
  const check = useFormCheck(async () => (await import('./title.schema.ts')).StartTitle, { values, problems });
  return (
    <form {...check.form} encType="multipart/form-data">
      <ErrorSummary problems={check.problems} />
      <SelectField
        label={titleWords.fields.villageCode.label}
        blank="请选择"
        options={villages}
        {...check.field('villageCode')}
      />
      <SelectField
        label={titleWords.fields.programmeKey.label}
        blank="请选择"
        options={programmes}
        {...check.field('programmeKey')}
      />
      <StageChoice check={check} stages={stages} />
      <StepFields check={check} asksAwardYear today={today} problems={problems} />
      <Actions>
        <Button>新建创建项目</Button>
        <a href={paths.titles()}>不保存，返回</a>
      </Actions>
    </form>
  );
}
