import type { ReactNode } from 'react';
import { optionsOf } from '#app/field-words.ts';
import { categoryWords } from '#app/producers/category.ts';
import { Actions, Button } from '#app/ui/button.tsx';
import { ErrorSummary, type FieldProblem } from '#app/ui/error-summary.tsx';
import { CheckboxField, SelectField, TextArea, TextField } from '#app/ui/field.tsx';
import { FieldError } from '#app/ui/field-frame.tsx';
import { useFormCheck } from '#app/ui/use-form-check.ts';
import { PictureFields } from './picture-fields.tsx';
import { baseBox, productWords } from './product.fields.ts';
import type { reasonsOf } from './product.schema.ts';

interface Choice {
  id: string;
  name: string;
}

export interface ProductFormProps {
  values: Readonly<Record<string, string>>;
  problems: readonly FieldProblem[];
  /** What the town found fault with the last time, by field. */
  reasons?: ReturnType<typeof reasonsOf>;
  regionalBrands: readonly Choice[];
  ownBrands: readonly Choice[];
  bases: readonly Choice[];
  /** Pictures that the draft has, and those that came with a form that was refused. */
  pictures: { stored: readonly string[]; uploaded: readonly string[] };
}

/** A product as its producer describes it: saved at any time, submitted when it is whole. */
export function ProductForm(props: ProductFormProps) {
  const { values, regionalBrands, ownBrands, bases, pictures, reasons = {} } = props;
  const returned = Object.entries(reasons).map(([path, reason]) => ({ path, message: `镇里的意见：${reason}` }));
  const problems = props.problems.length > 0 ? props.problems : returned;
  const check = useFormCheck(async () => (await import('./product.schema.ts')).SaveProduct, {
    values: { intent: 'submit', ...values },
    problems,
  });
  const faultOf = (name: string) => problems.find(({ path }) => path === name)?.message;
  const { fields } = productWords;
  const options = (choices: readonly Choice[]) => choices.map(({ id, name }) => ({ value: id, label: name }));
  return (
    <form {...check.form} encType="multipart/form-data">
      <ErrorSummary
        problems={check.problems}
        title={check.problems === returned ? '镇里提出了这些意见' : '还没有提交'}
      />
      <input type="hidden" name="change" value={values.change} />
      <Group title="是什么">
        <TextField {...check.field('name')} label={fields.name.label} hint="如 练塘茭白、软香米" />
        <SelectField
          {...check.field('category')}
          label={fields.category.label}
          blank="请选择"
          options={optionsOf(categoryWords)}
        />
        <TextField {...check.field('variety')} label={fields.variety.label} hint="如 青练茭、青香软粳" />
        <TextArea {...check.field('description')} label={fields.description.label} optional rows={4} />
      </Group>
      <Group title="在哪里种养，什么时候上市">
        <fieldset className="mb-6" id="field-bases">
          <legend className="mb-1 font-semibold">生产基地</legend>
          <FieldError id="field-bases" error={faultOf('bases')} />
          {bases.length === 0 && <p className="text-ink-soft">还没有登记生产基地，请先在主体资料里登记。</p>}
          {bases.map(({ id, name }) => (
            <CheckboxField key={id} {...check.tick(baseBox(id))} label={name} />
          ))}
        </fieldset>
        <TextField {...check.field('season')} label={fields.season.label} hint="如 5月至6月" />
      </Group>
      <Group title="品牌和包装">
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
      </Group>
      <Group title={fields.pictures.label}>
        <PictureFields {...pictures} values={values} error={faultOf('pictures')} />
      </Group>
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

function Group({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="mt-10 first-of-type:mt-0">
      <h2 className="mb-4 border-b border-line pb-1 font-song text-xl font-bold">{title}</h2>
      {children}
    </section>
  );
}
