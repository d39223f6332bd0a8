import type { FormFailure } from '#app/http/guard.server.ts';
import type { FieldError } from '#app/problem.ts';

type Wire = Readonly<Record<string, string>>;

interface Opening {
  /** What was typed before the session ran out. */
  kept: Wire | null;
  /** What the register holds, as the wire writes it. */
  stored: Wire;
  /** The last change there is. */
  latest: number;
}

interface OpenForm {
  values: Wire;
  problems: readonly FieldError[];
  /** Who went on meanwhile, in words; null where nobody did. */
  conflict: string | null;
}

/**
 * What a form of a course opens with. What was typed comes before what is stored, as a whole: a box that was unticked
 * stays so. The form keeps the change it was first loaded at, until a conflict was shown: then it knows what it goes over.
 */
export function openForm(failure: FormFailure | undefined, { kept, stored, latest }: Opening): OpenForm {
  const typed = failure?.values ?? kept;
  const problem = failure?.problem;
  const conflict = problem?.kind === 'conflict' ? problem.message : null;
  const change = conflict === null ? typed?.change : undefined;
  const whole = problem && conflict === null ? [{ path: '', message: problem.message }] : [];
  return {
    values: { ...(typed ?? stored), change: change ?? String(latest) },
    problems: problem?.errors.length ? problem.errors : whole,
    conflict,
  };
}
