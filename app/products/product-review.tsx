import { categoryWords } from '#app/producers/category.ts';
import { Button } from '#app/ui/button.tsx';
import { DefinitionList } from '#app/ui/definition-list.tsx';
import { TextField } from '#app/ui/field.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { Tag } from '#app/ui/tag.tsx';
import type { ProductContent } from '#db/tables.ts';
import { productWords } from './product.fields.ts';

type Field = Exclude<keyof ProductContent, 'pictures'>;

interface ProductReviewProps {
  proposed: Omit<ProductContent, 'pictures'>;
  bases: readonly string[];
  /** Fields in which it differs from what is public; none for a first registration. */
  changed: readonly Field[];
  /** Brands by their identities. */
  names: Readonly<Record<string, string>>;
  latest: number;
  problem: string | null;
}

const shown: readonly Field[] = [
  'name',
  'category',
  'variety',
  'season',
  'regionalBrandId',
  'brandId',
  'packaging',
  'gtin',
  'description',
];

/** What a producer handed in, what of it is new, and the town's two answers. */
export function ProductReview({ proposed, bases, changed, names, latest, problem }: ProductReviewProps) {
  const say = (field: Field) => {
    const value = proposed[field];
    if (value === null) return '未填写';
    return field === 'category' ? categoryWords[proposed.category] : (names[value] ?? value);
  };
  return (
    <>
      {problem !== null && <Notice tone="error">{problem}</Notice>}
      <Panel title="提交的内容" lead={changed.length > 0 ? '与公开的内容不同的，已标出。' : undefined}>
        <DefinitionList
          columns={2}
          items={[
            ...shown.map((field) => ({
              label: productWords.fields[field].label,
              value: (
                <>
                  {say(field)} {changed.includes(field) && <Tag tone="wait">已改</Tag>}
                </>
              ),
            })),
            { label: '生产基地', value: bases.join('；') || '未填写' },
          ]}
        />
      </Panel>
      <Panel title="答复">
        <form method="post" className="mb-8">
          <input type="hidden" name="change" value={latest} />
          <Button name="intent" value="accept">
            通过并公开
          </Button>
        </form>
        <form method="post">
          <input type="hidden" name="change" value={latest} />
          <TextField name="reason" label="退回的原因" hint="对方会看到，并可修改后重新提交" width="full" />
          <Button look="quiet" name="intent" value="return">
            退回
          </Button>
        </form>
      </Panel>
    </>
  );
}
