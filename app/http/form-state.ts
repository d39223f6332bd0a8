/** What a form shows when its page opens: what was just typed and refused, what a lost session kept, or what is stored. */
import type { FieldError } from '#app/problem.ts';
import type { FormFailure } from './guard.server.ts';

type Wire = Readonly<Record<string, string>>;

interface FormState {
  values: Wire;
  problems: readonly FieldError[];
  details: unknown;
}

/**
 * @param result what the page's action gave back, if its form has just been sent
 * @param kept what its reader typed before his session ran out
 */
export function formState(
  result: FormFailure | undefined,
  { kept, stored }: { kept: Wire | null; stored: Wire },
): FormState {
  if (result === undefined) return { values: { ...stored, ...kept }, problems: [], details: null };
  const { errors, message, details } = result.problem;
  const problems = errors.length > 0 ? errors : [{ path: '', message }];
  return { values: { ...stored, ...result.values }, problems, details };
}
