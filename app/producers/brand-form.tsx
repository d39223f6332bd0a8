import { optionsOf } from '#app/field-words.ts';
import { Actions, Button, ButtonLink } from '#app/ui/button.tsx';
import { ErrorSummary, type FieldProblem } from '#app/ui/error-summary.tsx';
import { type Option, RadioGroup, SelectField, TextArea, TextField } from '#app/ui/field.tsx';
import { useFormCheck } from '#app/ui/use-form-check.ts';
import type { Brand } from './brand.repository.server.ts';
import { categories, categoryWords } from './category.ts';
import { brandKindWords, brandWords } from './producer.fields.ts';

type Check = ReturnType<typeof useFormCheck>;

interface BrandFormProps {
  /** As the wire carries them: stored, or typed before. */
  values: Readonly<Record<string, string>>;
  problems: readonly FieldProblem[];
  cancelHref: string;
}

interface OfficeBrandFormProps extends BrandFormProps {
  /** A brand that is registered stays of its kind and its owner. */
  registered: boolean;
  producers: readonly Option[];
  towns: readonly Option[];
}

/** A brand as its form opens; a new one is empty. */
export function brandValues(brand: Brand | null, change: number): Record<string, string> {
  const { kind, name, category, producerId, protection, protectedSince, specialityOf, description } = brand ?? {};
  return {
    ...{ kind: kind ?? '', name: name ?? '', category: category ?? '', producerId: producerId ?? '' },
    ...{ protection: protection ?? '', protectedSince: String(protectedSince ?? ''), specialityOf: specialityOf ?? '' },
    ...{ description: description ?? '', change: String(change) },
  };
}

/** A producer's own brand. */
export function OwnBrandForm({ values, problems, cancelHref }: BrandFormProps) {
  const check = useFormCheck(async () => (await import('./brand.schema.ts')).OwnBrand, { values, problems });
  return (
    <form {...check.form}>
      <ErrorSummary problems={check.problems} />
      <MarkFields check={check} values={values} />
      <BrandActions cancelHref={cancelHref} />
    </form>
  );
}

/** A brand as an office writes it. Which of the last fields count follows from the kind. */
export function OfficeBrandForm(props: OfficeBrandFormProps) {
  const { values, problems, cancelHref, registered, producers, towns } = props;
  const check = useFormCheck(async () => (await import('./brand.schema.ts')).OfficeBrand, { values, problems });
  const { producerId, protection, protectedSince, specialityOf } = brandWords.fields;
  const open = { regional: !registered || values.kind === 'regional', enterprise: !registered };
  return (
    <form {...check.form}>
      <ErrorSummary problems={check.problems} />
      {registered ? (
        <>
          <input type="hidden" name="kind" value={values.kind} />
          <input type="hidden" name="producerId" value={values.producerId} />
        </>
      ) : (
        <RadioGroup label={brandWords.fields.kind.label} choices={optionsOf(brandKindWords)} {...check.field('kind')} />
      )}
      <MarkFields check={check} values={values} />
      {open.enterprise && (
        <SelectField
          label={producerId.label}
          hint="企业品牌须填写；区域公用品牌不填"
          blank="不填"
          options={producers}
          {...check.field('producerId')}
        />
      )}
      {open.regional && (
        <>
          <TextField
            label={protection.label}
            hint="区域公用品牌受到的保护，如 地理标志产品"
            optional
            {...check.field('protection')}
          />
          <TextField
            label={protectedSince.label}
            optional
            width="narrow"
            inputMode="numeric"
            {...check.field('protectedSince')}
          />
          <SelectField
            label={specialityOf.label}
            hint="是哪个镇的“一镇一品”"
            blank="不是"
            options={towns}
            {...check.field('specialityOf')}
          />
        </>
      )}
      <BrandActions cancelHref={cancelHref} />
    </form>
  );
}

function MarkFields({ check, values }: { check: Check; values: BrandFormProps['values'] }) {
  const { name, category, description } = brandWords.fields;
  return (
    <>
      <input type="hidden" name="change" value={values.change} />
      <TextField label={name.label} {...check.field('name')} />
      <SelectField
        label={category.label}
        optional
        blank="不填"
        options={categories.map((value) => ({ value, label: categoryWords[value] }))}
        {...check.field('category')}
      />
      <TextArea label={description.label} optional {...check.field('description')} />
    </>
  );
}

function BrandActions({ cancelHref }: { cancelHref: string }) {
  return (
    <Actions>
      <Button>保存品牌</Button>
      <ButtonLink href={cancelHref}>返回不保存</ButtonLink>
    </Actions>
  );
}
