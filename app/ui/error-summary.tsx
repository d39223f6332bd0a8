import { useEffect, useRef } from 'react';
import { fieldId } from './field-frame.tsx';

export interface FieldProblem {
  /** The name of the field at fault; empty where the problem concerns the whole form. */
  path: string;
  message: string;
}

/** What is wrong with a form, on top of it, each problem a link to its field. It takes the focus when it changes. */
export function ErrorSummary({
  problems,
  title = '有几处需要改正',
}: {
  problems: readonly FieldProblem[];
  title?: string;
}) {
  const box = useRef<HTMLDivElement>(null);
  const text = problems.map((problem) => problem.message).join();
  useEffect(() => {
    if (text) box.current?.focus();
  }, [text]);
  if (problems.length === 0) return null;
  return (
    <div
      ref={box}
      role="alert"
      tabIndex={-1}
      // biome-ignore lint/a11y/noAutofocus: without JavaScript this is how the page opens at its errors.
      autoFocus
      className="mb-8 border-2 border-red-700 bg-red-50 px-5 py-4"
    >
      <h2 className="font-song text-lg font-bold">{title}</h2>
      <ul className="mt-1 list-disc pl-5">
        {problems.map((problem) => (
          <li key={`${problem.path} ${problem.message}`}>
            {problem.path ? (
              <a href={`#${fieldId(problem.path)}`} className="font-medium text-red-700">
                {problem.message}
              </a>
            ) : (
              problem.message
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
