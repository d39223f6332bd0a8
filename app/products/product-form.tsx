import { categories, categoryWords } from '#app/producers/category.ts';
import { Actions, Button } from '#app/ui/button.tsx';
import { ErrorSummary, type FieldProblem } from '#app/ui/error-summary.tsx';
import { CheckboxField, SelectField, TextArea, TextField } from '#app/ui/field.tsx';
import { useFormCheck } from '#app/ui/use-form-check.ts';
import { productWords } from './product.fields.ts';
import { baseBox, SaveProduct } from './product.schema.ts';

interface Choice {
  id: string;
  name: string;
}

export interface ProductFormProps {
  values: Readonly<Record<string, string>>;
  problems: readonly FieldProblem[];
  regionalBrands: readonly Choice[];
  ownBrands: readonly Choice[];
  bases: readonly Choice[];
}

/** A product as its producer describes it: saved at any time, submitted when it is whole. */
export function ProductForm({ values, problems, regionalBrands, ownBrands, bases }: ProductFormProps) {
  const check = useFormCheck(SaveProduct, { values: { intent: 'submit', ...values }, problems });
  const { fields } = productWords;
  const options = (choices: readonly Choice[]) => choices.map(({ id, name }) => ({ value: id, label: name }));
  return (
    <form {...check.form}>
      <ErrorSummary problems={check.problems} title="还没有提交" />
      <input type="hidden" name="change" value={values.change} />
      <TextField {...check.field('name')} label={fields.name.label} hint="如 练塘茭白、软香米" />
      <SelectField
        {...check.field('category')}
        label={fields.category.label}
        blank="请选择"
        options={categories.map((value) => ({ value, label: categoryWords[value] }))}
      />
      <TextField {...check.field('variety')} label={fields.variety.label} hint="如 青练茭、青香软粳" />
      <TextField {...check.field('season')} label={fields.season.label} hint="如 5月至6月" />
      <fieldset className="mb-6" id="field-bases">
        <legend className="mb-1 font-semibold">生产基地</legend>
        {bases.length === 0 && <p className="text-ink-soft">还没有登记生产基地，请先联系镇农业农村办登记。</p>}
        {bases.map(({ id, name }) => (
          <CheckboxField key={id} {...check.tick(baseBox(id))} label={name} />
        ))}
      </fieldset>
      <SelectField
        {...check.field('regionalBrandId')}
        label={fields.regionalBrandId.label}
        optional
        blank="不属于区域公用品牌"
        options={options(regionalBrands)}
      />
      <SelectField
        {...check.field('brandId')}
        label={fields.brandId.label}
        optional
        blank="没有企业品牌"
        options={options(ownBrands)}
      />
      <TextField {...check.field('packaging')} label={fields.packaging.label} optional hint="如 5 公斤真空袋" />
      <TextField
        {...check.field('gtin')}
        label={fields.gtin.label}
        optional
        hint="包装上条形码下面的数字"
        inputMode="numeric"
      />
      <TextArea {...check.field('description')} label={fields.description.label} optional rows={4} />
      <Actions>
        <Button name="intent" value="submit">
          提交给镇农业农村办
        </Button>
        <Button look="quiet" name="intent" value="save">
          保存草稿
        </Button>
      </Actions>
    </form>
  );
}
