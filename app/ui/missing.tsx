import { MISSING } from './format.ts';

/** The place of a value that nobody has collected. */
export function Missing({ children = MISSING }: { children?: string }) {
  return <span className="text-ink-faint">{children}</span>;
}
