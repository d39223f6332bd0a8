import { RowButton } from '#app/ui/button.tsx';
import { formatInstant } from '#app/ui/format.ts';
import { DataTable } from '#app/ui/table.tsx';
import { tokenScopes } from './token.fields.ts';
import type { TokenScope } from './token.schema.ts';

export interface TokenRow {
  id: string;
  name: string;
  scope: TokenScope;
  createdAt: string;
  endsAt: string;
  lastUsedAt: string | null;
}

/** The tokens that open something today, each with the button that stops it. */
export function TokenList({ tokens }: { tokens: readonly TokenRow[] }) {
  return (
    <DataTable
      caption="现有令牌"
      hideCaption
      rows={tokens}
      rowKey={({ id }) => id}
      empty="还没有令牌。"
      columns={[
        { key: 'name', header: '用途', rowHeader: true, prose: true, cell: ({ name }) => name },
        { key: 'scope', header: '可以读取', cell: ({ scope }) => tokenScopes[scope].label },
        { key: 'ends', header: '到期', cell: ({ endsAt }) => formatInstant(endsAt) },
        {
          key: 'used',
          header: '最近使用',
          cell: ({ lastUsedAt }) => (lastUsedAt === null ? '未使用' : formatInstant(lastUsedAt)),
        },
        {
          key: 'act',
          header: '操作',
          cell: ({ id, name }) => (
            <form method="post">
              <input type="hidden" name="id" value={id} />
              <RowButton intent="revoke" word="停用" name={name} />
            </form>
          ),
        },
      ]}
    />
  );
}
