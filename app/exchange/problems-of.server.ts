import { type FieldError, Problem } from '#app/problem.ts';

/** What a form's check that throws would say, as the problems of a row; empty where it is content. */
export async function problemsOf(check: () => Promise<void>): Promise<readonly FieldError[]> {
  try {
    await check();
    return [];
  } catch (error) {
    if (error instanceof Problem && error.kind === 'invalid') return error.errors;
    throw error;
  }
}
