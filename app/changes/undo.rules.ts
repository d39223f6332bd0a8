/** Who may undo a change, and which rows stood in the way where it was refused. */
import { z } from 'zod';
import { may, type Reader } from '#app/accounts/policy.rules.ts';
import { optionalText } from '#app/fields.ts';
import { isRegistered, type RegisteredName } from '#db/registered.ts';
import type { Version } from '#db/versions.server.ts';
import { changeKinds, isChangeKind } from './change.schema.ts';

/** The button's own field says what is wanted: an empty form undoes nothing. */
export const UndoChange = z.object({
  intent: z.literal('undo', { error: '请用页面上的按钮撤销' }),
  reason: optionalText(200),
});

/** An account is disabled, not deleted: others know it by its name. */
const never: readonly string[] = ['account-add'];

/** The district's answers: taken back they can be given anew, but not by undoing the undo, past who proposed. */
const answers: readonly string[] = [
  ...['title-confirm', 'retention-confirm', 'area-confirm', 'observation-confirm'],
  ...['product-accept', 'certificate-accept', 'output-accept'],
];

/** What a producer makes besides what its own permission is for; bringing back what it withdrew is its town's to judge. */
const alsoByProducers: readonly string[] = ['brand-amend'];

/**
 * Whether a reader could have made a change, and so may undo it. What the register wrote itself nobody undoes; a
 * producer undoes what its own accounts made, never what its town decided.
 *
 * @param rootKind the kind of the change; of an undo, the kind of what was undone first
 */
export function mayUndo(
  reader: Reader,
  { town, kind, producerId }: { town: string | null; kind: string; producerId: string | null },
  rootKind: string,
): boolean {
  if (never.includes(rootKind) || (kind === 'undo' && answers.includes(rootKind))) return false;
  const permission = isChangeKind(rootKind) ? changeKinds[rootKind].permission : null;
  if (permission === null || !may(reader, 'change.undo')) return false;
  const isProducers = permission === 'product.draft' || alsoByProducers.includes(rootKind);
  if (isProducers && may(reader, 'product.draft', producerId)) return true;
  return permission !== 'product.draft' && may(reader, permission, town);
}

const RowInTheWay = z.object({
  table: z.string().refine(isRegistered),
  row: z.intersection(
    z.object({ change: z.number() }),
    z.record(z.string(), z.union([z.string(), z.number(), z.null()])),
  ),
});

/** The rows among a conflict's details, as they were written since. */
export function rowsInTheWay(details: unknown): { table: RegisteredName; row: Version }[] {
  const rows = z.array(RowInTheWay).safeParse(details).data ?? [];
  return rows.flatMap(({ table, row }) => (isRegistered(table) ? [{ table, row }] : []));
}
