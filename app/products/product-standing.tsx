import { paths } from '#app/http/paths.ts';
import { Actions, Button } from '#app/ui/button.tsx';
import type { FieldProblem } from '#app/ui/error-summary.tsx';
import { TextField } from '#app/ui/field.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { Tag } from '#app/ui/tag.tsx';
import type { ProductTable } from '#db/tables.ts';
import { spacedCode } from './label.rules.ts';
import { productStatusWords } from './product.fields.ts';

interface ProductStandingProps {
  product: Pick<ProductTable, 'status' | 'verifyCode' | 'verifyRevoked'>;
  /** What was typed into the form that came back. */
  values: Readonly<Record<string, string>>;
  problems: readonly FieldProblem[];
}

/** What a town decides about a product that is public: its labels' code, and whether it stays in the catalogue. */
export function ProductStanding({ product, values, problems }: ProductStandingProps) {
  const { status, verifyCode, verifyRevoked } = product;
  const stopped = verifyRevoked === 1;
  const field = (name: 'reason' | 'withdrawReason', label: string) => (
    <TextField
      name={name}
      label={label}
      width="full"
      defaultValue={values[name] ?? ''}
      error={problems.find(({ path }) => path === name)?.message}
    />
  );
  return (
    <>
      <Panel
        title="核验码"
        lead="标签遗失、被人仿冒时更换：旧标签扫出来会写明核验码已停用，新标签要重新打印。暂时停用的可以恢复。"
      >
        <p className="mb-4">
          <a href={paths.verify(verifyCode)} className="font-mono">
            {spacedCode(verifyCode)}
          </a>{' '}
          {stopped ? <Tag tone="late">已停用</Tag> : <Tag tone="done">在用</Tag>}
        </p>
        <form method="post">
          {field('reason', '更换或停用的原因')}
          <Actions>
            <Button name="intent" value="replace">
              更换核验码
            </Button>
            <Button look="quiet" name="intent" value={stopped ? 'resume' : 'stop'}>
              {stopped ? '恢复使用' : '停用'}
            </Button>
          </Actions>
        </form>
      </Panel>
      <Panel
        title="公开"
        lead={
          status === 'public'
            ? '撤下后不再列在农产品里，原来的页面保留并写明已撤下。'
            : '已经撤下。经营主体修改后重新提交，通过审核即可再次公开。'
        }
      >
        {status === 'public' ? (
          <form method="post">
            {field('withdrawReason', '撤下的原因')}
            <Actions>
              <Button look="danger" name="intent" value="withdraw">
                撤下
              </Button>
            </Actions>
          </form>
        ) : (
          <Tag tone="off">{productStatusWords[status]}</Tag>
        )}
      </Panel>
    </>
  );
}
