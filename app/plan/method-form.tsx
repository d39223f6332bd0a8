import { AttachmentField } from '#app/attachments/attachment-field.tsx';
import { schemeNames, schemes } from '#app/certificates/scheme.rules.ts';
import { Actions, Button, ButtonLink } from '#app/ui/button.tsx';
import { ErrorSummary, type FieldProblem } from '#app/ui/error-summary.tsx';
import { CheckboxField, DateField, NumberField, RadioGroup, TextArea, TextField } from '#app/ui/field.tsx';
import { useFormCheck } from '#app/ui/use-form-check.ts';
import type { Settable } from './method-revision.rules.ts';
import { greenChoiceWords, schemeBox, toleranceUnit } from './plan.fields.ts';

interface MethodFormProps {
  settable: Settable;
  unit: string;
  values: Readonly<Record<string, string>>;
  problems: readonly FieldProblem[];
  today: string;
  cancelHref: string;
}

type Check = ReturnType<typeof useFormCheck>;

/** Sets a method anew: its settings, the sentence that is printed beside the number, the reason and the document. */
export function MethodForm({ settable, unit, values, problems, today, cancelHref }: MethodFormProps) {
  const check = useFormCheck(
    async () => {
      const { ReviseGreenMethod, ReviseTolerance } = await import('./method-revision.schema.ts');
      return settable === 'green' ? ReviseGreenMethod : ReviseTolerance;
    },
    { values, problems },
  );
  return (
    <form {...check.form} encType="multipart/form-data">
      <ErrorSummary problems={check.problems} />
      <input type="hidden" name="change" value={values.change} />
      {settable === 'green' ? (
        <GreenFields check={check} />
      ) : (
        <NumberField
          label="“左右”的幅度"
          unit={toleranceUnit(unit)}
          optional
          hint="低于目标数、但相差不超过这个数的，判断为已达到；空着的不作判断"
          {...check.field('tolerance')}
        />
      )}
      <TextArea label="口径说明" hint="会印在数字旁边，请照上面的选择写" rows={6} {...check.field('text')} />
      <TextArea label="调整原因" rows={2} {...check.field('reason')} />
      <TextField label="文号" optional hint="有文件依据的填写" {...check.field('documentNumber')} />
      <DateField label="文件日期" optional max={today} {...check.field('documentDay')} />
      <AttachmentField problems={problems} />
      <DateField label="生效日期" hint="这一天之前，仍按原来的口径计算" {...check.field('inForceFrom')} />
      <Actions>
        <Button>保存为新一版口径</Button>
        <ButtonLink href={cancelHref}>返回不保存</ButtonLink>
      </Actions>
    </form>
  );
}

function GreenFields({ check }: { check: Check }) {
  const wrongSchemes = check.problems.find(({ path }) => path === 'schemes')?.message;
  return (
    <>
      <fieldset className="mb-6" id="field-schemes">
        <legend className="mb-1 font-semibold">计入的证书</legend>
        {wrongSchemes && <p className="font-medium text-red-700">{wrongSchemes}</p>}
        <div className="grid gap-x-6 sm:grid-cols-2">
          {schemeNames.map((scheme) => (
            <CheckboxField key={scheme} {...check.tick(schemeBox(scheme))} label={schemes[scheme].word} />
          ))}
        </div>
      </fieldset>
      <RadioGroup
        label="认证产量取哪个数"
        hint="核准产量是证书上写明的"
        choices={choicesOf(greenChoiceWords.amount)}
        {...check.field('amount')}
      />
      <RadioGroup label="证书何时有效才计入" choices={choicesOf(greenChoiceWords.valid)} {...check.field('valid')} />
      <RadioGroup label="稻米怎么计" choices={choicesOf(greenChoiceWords.rice)} {...check.field('rice')} />
      <NumberField label="出米率" optional hint="按大米计的填写，如 0.7" {...check.field('factor')} />
    </>
  );
}

const choicesOf = (words: Readonly<Record<string, string>>) =>
  Object.entries(words).map(([value, label]) => ({ value, label }));
