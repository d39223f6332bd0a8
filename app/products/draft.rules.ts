/** What a producer proposes and what a town may answer: nothing becomes public but by somebody else's acceptance. */
import type { FieldError } from '#app/problem.ts';
import type { ProductContent, ProductDraftTable } from '#db/tables.ts';
import { type ReviewedField, reviewedFields } from './product.fields.ts';

type Content = Omit<ProductContent, 'pictures'>;

/** What is missing before a town can look at it; empty where nothing is. */
export function checkSubmission({ variety, season }: Content, bases: readonly string[]): FieldError[] {
  const errors: FieldError[] = [];
  if (variety === null) errors.push({ path: 'variety', message: '提交前请填写品种' });
  if (season === null) errors.push({ path: 'season', message: '提交前请填写上市时节' });
  if (bases.length === 0) errors.push({ path: 'bases', message: '提交前请至少选择一个生产基地' });
  return errors;
}

/** Whether a draft waits for somebody, and that somebody may be this one. */
export function mayReview(
  { state, submittedBy }: Pick<ProductDraftTable, 'state' | 'submittedBy'>,
  username: string,
): boolean {
  return state === 'submitted' && submittedBy !== username;
}

/** What a town is looking at cannot be written under its eyes. */
export const mayWrite = (state: ProductDraftTable['state'] | null): boolean => state !== 'submitted';

interface Compared extends ProductContent {
  bases: readonly string[];
}

/** The fields in which a proposal differs from what was accepted. */
export function changedFields(accepted: Compared, proposed: Compared): ReviewedField[] {
  const said = (content: Compared, field: ReviewedField) =>
    field === 'bases' ? [...content.bases].sort().join() : content[field];
  return reviewedFields.filter((field) => said(accepted, field) !== said(proposed, field));
}
