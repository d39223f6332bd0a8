import type { Conflict } from '#app/changes/conflict.ts';
import { ConflictChoices } from '#app/changes/conflict-choices.tsx';
import { Actions, Button, ButtonLink } from '#app/ui/button.tsx';
import { ErrorSummary, type FieldProblem } from '#app/ui/error-summary.tsx';
import { type Option, SelectField, TextArea, TextField } from '#app/ui/field.tsx';
import { useFormCheck } from '#app/ui/use-form-check.ts';
import { creditCodeDoubts } from './credit-code.rules.ts';
import { CreditCodeField } from './credit-code-field.tsx';
import { producerKindOptions, producerWords } from './producer.fields.ts';
import type { Producer } from './producer.repository.server.ts';

type Wire = Readonly<Record<string, string>>;

interface ProducerFormProps {
  /** As the wire carries them: stored, or typed before. */
  values: Wire;
  problems: readonly FieldProblem[];
  conflict: Conflict | null;
  /** The villages of the producer's town. */
  villages: readonly Option[];
  cancelHref: string;
}

/** What is registered of a producer, as its form opens. A doubtful code that stands already was confirmed once. */
export function producerValues(
  { kind, name, creditCode, villageCode, introduction }: Omit<Producer, 'change'>,
  change: number,
) {
  return {
    ...{ kind, name, creditCode: creditCode ?? '', villageCode: villageCode ?? '' },
    ...{ introduction: introduction ?? '', change: String(change) },
    confirmCode: creditCode !== null && creditCodeDoubts(creditCode, kind).length > 0 ? 'on' : '',
  };
}

export function ProducerForm({ values, problems, conflict, villages, cancelHref }: ProducerFormProps) {
  const check = useFormCheck(async () => (await import('./producer.schema.ts')).AmendProducer, { values, problems });
  const { fields } = producerWords;
  return (
    <form {...check.form}>
      <ErrorSummary problems={check.problems} />
      {conflict && <ConflictChoices conflict={conflict} words={fields} />}
      <input type="hidden" name="intent" value="amend" />
      <input type="hidden" name="change" value={values.change} />
      <TextField label={fields.name.label} hint="按营业执照填写" width="full" {...check.field('name')} />
      <SelectField label={fields.kind.label} blank="请选择" options={producerKindOptions} {...check.field('kind')} />
      <CreditCodeField check={check} values={values} />
      <SelectField
        label={fields.villageCode.label}
        optional
        blank="不填"
        options={villages}
        {...check.field('villageCode')}
      />
      <TextArea label={fields.introduction.label} optional rows={6} {...check.field('introduction')} />
      <Actions>
        <Button>保存资料</Button>
        <ButtonLink href={cancelHref}>返回不保存</ButtonLink>
      </Actions>
    </form>
  );
}

/** Whom to ring up. */
interface ContactFormProps {
  values: Wire;
  problems: readonly FieldProblem[];
  /** When what is stored was written: of the page as it is now, not of what was typed into an earlier one. */
  loadedAt: string;
}

export function ContactForm({ values, problems, loadedAt }: ContactFormProps) {
  const check = useFormCheck(async () => (await import('./producer.schema.ts')).Contact, { values, problems });
  return (
    <form {...check.form}>
      <ErrorSummary problems={check.problems} />
      <input type="hidden" name="intent" value="contact" />
      <input type="hidden" name="loadedAt" value={loadedAt} />
      <TextField label="联系人" autoComplete="name" {...check.field('person')} />
      <TextField label="联系电话" inputMode="tel" autoComplete="tel" {...check.field('phone')} />
      <Actions>
        <Button>保存联系方式</Button>
      </Actions>
    </form>
  );
}

/** Removing it for good; nothing where there is none. */
export function ContactRemoval({ shown }: { shown: boolean }) {
  if (!shown) return null;
  return (
    <details className="mt-8">
      <summary className="cursor-pointer text-qing-700">删除联系方式</summary>
      <form method="post" className="mt-3 max-w-prose">
        <p>删除后不能恢复，登记簿里只留下谁在什么时候删除。此前的备份在过期以前仍含有它。</p>
        <p className="mt-3">
          <Button look="danger" name="intent" value="remove-contact">
            删除联系人和电话
          </Button>
        </p>
      </form>
    </details>
  );
}
