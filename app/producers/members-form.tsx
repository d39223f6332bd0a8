import { Actions, Button, RowButton } from '#app/ui/button.tsx';
import { ErrorSummary, type FieldProblem } from '#app/ui/error-summary.tsx';
import { DateField, type Option, SelectField } from '#app/ui/field.tsx';
import { formatDay } from '#app/ui/format.ts';
import { DataTable } from '#app/ui/table.tsx';
import { useFormCheck } from '#app/ui/use-form-check.ts';
import type { Membership } from './consortium.repository.server.ts';
import { producerKindWords } from './producer.fields.ts';

/** The members of a consortium, each with the button that takes it out. */
export function MembersTable({ members }: { members: readonly Membership[] }) {
  return (
    <DataTable
      caption="成员"
      hideCaption
      rows={members}
      rowKey={({ producerId }) => producerId}
      empty="还没有登记成员。"
      columns={[
        { key: 'name', header: '成员', rowHeader: true, cell: ({ name }) => name },
        { key: 'kind', header: '类型', cell: ({ kind }) => producerKindWords[kind] },
        { key: 'town', header: '所属镇', cell: ({ townName }) => townName },
        { key: 'since', header: '加入日期', cell: ({ since }) => since && formatDay(since) },
        {
          key: 'remove',
          header: '操作',
          cell: ({ producerId, name }) => (
            <form method="post">
              <input type="hidden" name="producerId" value={producerId} />
              <RowButton intent="remove" word="移除" name={name} />
            </form>
          ),
        },
      ]}
    />
  );
}

interface MemberFormProps {
  values: Readonly<Record<string, string>>;
  problems: readonly FieldProblem[];
  /** Producers that can become members. */
  candidates: readonly Option[];
}

export function MemberForm({ values, problems, candidates }: MemberFormProps) {
  const check = useFormCheck(async () => (await import('./producer.schema.ts')).AddMember, {
    values: { ...values, intent: 'add' },
    problems,
  });
  return (
    <form {...check.form}>
      <ErrorSummary problems={check.problems} />
      <input type="hidden" name="intent" value="add" />
      <SelectField label="经营主体" blank="请选择" options={candidates} {...check.field('producerId')} />
      <DateField label="加入日期" optional {...check.field('since')} />
      <Actions>
        <Button>加为成员</Button>
      </Actions>
    </form>
  );
}
