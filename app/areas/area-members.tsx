import { type Pin, paths } from '#app/http/paths.ts';
import { Actions, Button, RowButton } from '#app/ui/button.tsx';
import { ErrorSummary, type FieldProblem } from '#app/ui/error-summary.tsx';
import { DateField, type Option, SelectField } from '#app/ui/field.tsx';
import { formatDay } from '#app/ui/format.ts';
import { type Column, DataTable } from '#app/ui/table.tsx';
import { Tag } from '#app/ui/tag.tsx';
import { useFormCheck } from '#app/ui/use-form-check.ts';
import { areaMemberWords, membershipWords } from './area.fields.ts';
import type { AreaMember } from './area.schema.ts';

interface AreaMembersProps {
  members: readonly AreaMember[];
  pin: Pin;
  /** What the reader may do with each of them; left out on a page for reading. */
  actions?: { confirm: boolean };
}

/** The villages of an area, each with the day it joined and whether the district has confirmed it. */
export function AreaMembers({ members, pin, actions }: AreaMembersProps) {
  const columns: Column<AreaMember>[] = [
    {
      key: 'village',
      header: '村庄',
      rowHeader: true,
      cell: ({ villageCode, name }) => <a href={paths.village(villageCode, { ...pin })}>{name}</a>,
    },
    { key: 'since', header: '加入日期', cell: ({ since }) => (since === null ? '不详' : formatDay(since)) },
    {
      key: 'membership',
      header: '成员身份',
      cell: ({ membership }) => (
        <Tag tone={membership === 'confirmed' ? 'done' : 'wait'}>{membershipWords[membership]}</Tag>
      ),
    },
    { key: 'source', header: '来源', prose: true, cell: ({ source }) => source ?? '各镇登记' },
  ];
  if (actions)
    columns.push({
      key: 'act',
      header: '操作',
      cell: (member) => (
        <form method="post" className="flex gap-4">
          <input type="hidden" name="villageCode" value={member.villageCode} />
          <input type="hidden" name="change" value={member.change} />
          {actions.confirm && member.membership === 'to-be-confirmed' && (
            <RowButton intent="confirm" word="确认" name={member.name} />
          )}
          <RowButton intent="remove" word="移出" name={member.name} />
        </form>
      ),
    });
  return (
    <DataTable
      caption="成员村"
      hideCaption
      columns={columns}
      rows={members}
      rowKey={({ villageCode }) => villageCode}
      empty="还没有登记成员村。"
    />
  );
}

interface AddMemberFormProps {
  values: Readonly<Record<string, string>>;
  problems: readonly FieldProblem[];
  /** The villages of the area's towns that are no members yet. */
  villages: readonly Option[];
  today: string;
}

export function AddMemberForm({ values, problems, villages, today }: AddMemberFormProps) {
  const check = useFormCheck(async () => (await import('./area.schema.ts')).AddMember, {
    values: { ...values, intent: 'add' },
    problems,
  });
  return (
    <form {...check.form}>
      <ErrorSummary problems={check.problems} />
      <input type="hidden" name="intent" value="add" />
      <SelectField
        label={areaMemberWords.fields.villageCode.label}
        blank="请选择"
        options={villages}
        {...check.field('villageCode')}
      />
      <DateField label={areaMemberWords.fields.since.label} optional max={today} {...check.field('since')} />
      <Actions>
        <Button>加为成员村</Button>
      </Actions>
    </form>
  );
}
