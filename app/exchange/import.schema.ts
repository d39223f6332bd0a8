/** Imports as their pages show them, and what their forms and addresses carry. */
import { z } from 'zod';
import { pageNumber } from '#app/fields.ts';
import type { Row } from '#db/tables.ts';
import type { ReadSheet } from './read-sheet.ts';

/** What one row of a preview says, in words. */
export interface RowDetail {
  fields: { label: string; old: string | null; new: string }[];
  problems: { column: string | null; message: string }[];
}

export interface ImportRow extends Pick<Row<'importRow'>, 'position' | 'outcome' | 'kind' | 'sheet' | 'row' | 'name'> {
  detail: RowDetail;
}

/** An import without its file. */
export interface Import extends Omit<Row<'import'>, 'bytes' | 'sheets' | 'planHash' | 'heldAt'> {
  sheets: ReadSheet[];
  /** Whether the file is still kept. */
  hasFile: boolean;
  accountName: string | null;
  /** The change that took it back. */
  undoneBy: number | null;
}

export const ImportSearch = z.object({
  outcome: z.enum(['added', 'changed', 'unchanged', 'refused']).optional().catch(undefined),
  page: pageNumber,
});

/** `preview` says which preview was looked at: another is not carried out unseen. */
export const ImportAction = z.discriminatedUnion(
  'intent',
  [
    z.object({ intent: z.literal('apply'), preview: z.coerce.number().int().min(0) }),
    z.object({ intent: z.literal('read') }),
    z.object({ intent: z.literal('undo') }),
    z.object({ intent: z.literal('discard') }),
  ],
  { error: '请用页面上的按钮操作' },
);
