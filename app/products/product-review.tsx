import { paths } from '#app/http/paths.ts';
import { categoryWords } from '#app/producers/category.ts';
import { Button } from '#app/ui/button.tsx';
import { TextField } from '#app/ui/field.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { Tag } from '#app/ui/tag.tsx';
import type { ProductContent } from '#db/tables.ts';
import { productDraftWords, type ReviewedField, reasonField, reviewedFields } from './product.fields.ts';
import { picturesOf } from './product.schema.ts';

/** What is said of a product, with the names of its bases. */
export interface Shown extends ProductContent {
  bases: readonly string[];
}

interface ProductReviewProps {
  proposed: Shown;
  /** What is public now; null for a first registration. */
  accepted: Shown | null;
  /** Fields in which the two differ. */
  changed: readonly ReviewedField[];
  /** Brands by their identities. */
  names: Readonly<Record<string, string>>;
  latest: number;
  /** What was typed into the answer and refused. */
  values: Readonly<Record<string, string>>;
  problem: string | null;
  /** The reader handed it in himself and may not answer. */
  own: boolean;
}

/** What a producer handed in beside what is public, and the town's two answers. */
export function ProductReview({
  proposed,
  accepted,
  changed,
  names,
  latest,
  values,
  problem,
  own,
}: ProductReviewProps) {
  return (
    <>
      {problem !== null && <Notice tone="error">{problem}</Notice>}
      {own && <Notice tone="warning">这份登记是您自己提交的，请由另一位同事审核。</Notice>}
      <form method="post">
        <input type="hidden" name="change" value={latest} />
        <Panel
          title="提交的内容"
          lead={accepted ? '右边是现在公开的，不同的栏目已标出。' : '首次登记。有问题的栏目，可在旁边写明意见后退回。'}
        >
          {reviewedFields.map((field) => (
            <section
              key={field}
              className={`keep-together grid gap-x-8 gap-y-2 border-b border-line py-3 ${accepted ? 'md:grid-cols-3' : 'md:grid-cols-2'}`}
            >
              <div className="min-w-0">
                <h3 className="text-sm text-ink-soft">
                  {productDraftWords.fields[field].label} {changed.includes(field) && <Tag tone="wait">已改</Tag>}
                </h3>
                <Value field={field} shown={proposed} names={names} />
              </div>
              {accepted && (
                <div className={`min-w-0 text-ink-soft ${changed.includes(field) ? '' : 'hidden md:block'}`}>
                  <p className="text-sm">现在公开的</p>
                  <Value field={field} shown={accepted} names={names} />
                </div>
              )}
              <details open={Boolean(values[reasonField(field)])}>
                <summary className="text-sm text-qing-700">写意见</summary>
                <TextField
                  name={reasonField(field)}
                  label={<span className="sr-only">对{productDraftWords.fields[field].label}的意见</span>}
                  defaultValue={values[reasonField(field)] ?? ''}
                  width="full"
                />
              </details>
            </section>
          ))}
        </Panel>
        {!own && (
          <Panel title="答复">
            <p className="mb-8">
              <Button name="intent" value="accept">
                通过并公开
              </Button>
            </p>
            <TextField
              name="reason"
              label="退回的原因"
              hint="对方会看到，并可修改后重新提交；各栏目旁写了意见的，这里可以不填"
              width="full"
              optional
              defaultValue={values.reason ?? ''}
            />
            <Button look="quiet" name="intent" value="return">
              退回
            </Button>
          </Panel>
        )}
      </form>
    </>
  );
}

function Value({ field, shown, names }: { field: ReviewedField; shown: Shown; names: ProductReviewProps['names'] }) {
  if (field === 'pictures') return <Pictures hashes={picturesOf(shown.pictures)} />;
  if (field === 'bases') return <p>{shown.bases.join('；') || '未填写'}</p>;
  const value = shown[field];
  if (value === null) return <p className="text-ink-soft">未填写</p>;
  return (
    <p className="whitespace-pre-line">
      {field === 'category' ? categoryWords[shown.category] : (names[value] ?? value)}
    </p>
  );
}

function Pictures({ hashes }: { hashes: readonly string[] }) {
  if (hashes.length === 0) return <p className="text-ink-soft">没有照片</p>;
  return (
    <ul className="grid grid-cols-3 gap-2">
      {hashes.map((hash, place) => (
        <li key={hash}>
          <a href={paths.picture(hash)}>
            <img
              src={paths.picture(hash)}
              alt={`照片 ${place + 1}`}
              className="aspect-4/3 w-full bg-paper-deep object-cover"
            />
          </a>
        </li>
      ))}
    </ul>
  );
}
