import { AttachmentField } from '#app/attachments/attachment-field.tsx';
import { Actions, Button } from '#app/ui/button.tsx';
import { ErrorSummary, type FieldProblem } from '#app/ui/error-summary.tsx';
import { CheckboxField, DateField, NumberField, SelectField, TextField } from '#app/ui/field.tsx';
import { useFormCheck } from '#app/ui/use-form-check.ts';
import { certificateWords } from './certificate.fields.ts';
import { schemeNames, schemes } from './scheme.rules.ts';

interface CertificateFormProps {
  values: Readonly<Record<string, string>>;
  problems: readonly FieldProblem[];
  products: readonly { id: string; name: string }[];
  /** The producer's accepted certificates, which this one may continue. */
  before: readonly { id: string; label: string }[];
}

/** A certificate as its paper states it. A number of an unusual form asks to be looked at again. */
export function CertificateForm({ values, problems, products, before }: CertificateFormProps) {
  const check = useFormCheck(async () => (await import('./certificate.schema.ts')).SubmitCertificate, {
    values,
    problems,
  });
  const { fields } = certificateWords;
  const doubtful = check.problems.some(({ path }) => path === 'confirmNumber') || Boolean(values.confirmNumber);
  return (
    <form {...check.form} encType="multipart/form-data">
      <ErrorSummary problems={check.problems} title="证书没有提交" />
      <input type="hidden" name="change" value={values.change} />
      <SelectField
        {...check.field('productId')}
        label={fields.productId.label}
        blank="请选择"
        options={products.map(({ id, name }) => ({ value: id, label: name }))}
      />
      <SelectField
        {...check.field('scheme')}
        label={fields.scheme.label}
        blank="请选择"
        options={schemeNames.map((value) => ({ value, label: schemes[value].word }))}
      />
      <TextField
        {...check.field('number')}
        label={fields.number.label}
        hint="照证书填写，如 LB-15-1711196965A"
        autoComplete="off"
      />
      {doubtful && <CheckboxField {...check.tick('confirmNumber')} label="已对照证书，编号无误" />}
      <TextField
        {...check.field('firmCode')}
        label={fields.firmCode.label}
        optional
        hint="绿色食品证书上 GF 开头的代码"
        autoComplete="off"
      />
      <DateField {...check.field('validFrom')} label={fields.validFrom.label} />
      <DateField
        {...check.field('validTo')}
        label={fields.validTo.label}
        hint="最后一天，当天仍有效；长期有效的不填"
        optional
      />
      <NumberField {...check.field('approvedOutput')} label={fields.approvedOutput.label} unit="吨/年" optional />
      <SelectField
        {...check.field('renews')}
        label="续展的是哪一张"
        hint="只能续展同一个产品的证书"
        optional
        blank="不是续展"
        options={before.map(({ id, label }) => ({ value: id, label }))}
      />
      <AttachmentField label={fields.attachmentName.label} problems={problems} />
      <Actions>
        <Button>提交给镇农业农村办</Button>
      </Actions>
    </form>
  );
}
