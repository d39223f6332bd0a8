import { type FormEvent, useEffect, useRef, useState } from 'react';

type Wire = Readonly<Record<string, string>>;

const storageKey = (name: string) => `draft:${name}`;

interface Draft {
  /** What was typed the last time and never arrived; null where there is nothing. */
  restored: Wire | null;
  /** Spread on an element around the form. */
  keep: { ref: React.RefObject<HTMLDivElement>; onInput: (event: FormEvent) => void };
  forget: () => void;
}

/**
 * Keeps what is typed into a long form in this browser until it has arrived, so that a lost connection or a closed
 * window costs nothing. Passwords, files, hidden fields and what a browser fills in about a person (the computer may be shared)
 * are not kept. The page that follows calls `useForgetDraft`.
 *
 * @param wanted whether an earlier draft is to be brought back; not where the server has just given the form back
 */
export function useDraft(name: string, wanted: boolean): Draft {
  const around = useRef<HTMLDivElement>(null);
  const [restored, setRestored] = useState<Wire | null>(null);
  useEffect(() => {
    const kept = wanted ? readDraft(name) : null;
    // What was typed before the scripts arrived is newer.
    if (kept) setRestored({ ...kept, ...typedIn(around.current) });
  }, [name, wanted]);
  return {
    restored,
    keep: { ref: around, onInput: () => writeDraft(name, typedIn(around.current)) },
    forget: () => {
      forgetDraft(name);
      setRestored(null);
    },
  };
}

/** Drops the draft of a form that has arrived. */
export function useForgetDraft(name: string): void {
  useEffect(() => forgetDraft(name), [name]);
}

/** By `autocomplete`: a password that is shown is a text to the browser. */
const unkept = new Set(['new-password', 'current-password', 'name', 'tel']);
const kept = new Set(['text', 'tel', 'date', 'textarea', 'select-one', 'checkbox', 'radio']);

/** What stands in the controls, but for the empty ones. */
function typedIn(around: HTMLElement | null): Wire {
  const controls = around?.querySelectorAll<HTMLInputElement>('input, select, textarea') ?? [];
  const typed = [...controls].flatMap(({ name, type, value, checked, autocomplete }) => {
    const isChoice = type === 'checkbox' || type === 'radio';
    return kept.has(type) && !unkept.has(autocomplete) && value !== '' && (!isChoice || checked)
      ? [[name, value] as const]
      : [];
  });
  return Object.fromEntries(typed);
}

// A browser may refuse its storage; then nothing is kept and the form works as before.
function readDraft(name: string): Wire | null {
  try {
    const draft: unknown = JSON.parse(localStorage.getItem(storageKey(name)) ?? 'null');
    if (draft === null || typeof draft !== 'object') return null;
    return Object.fromEntries(Object.entries(draft).map(([field, value]) => [field, String(value)]));
  } catch {
    return null;
  }
}

function writeDraft(name: string, typed: Wire): void {
  try {
    localStorage.setItem(storageKey(name), JSON.stringify(typed));
  } catch {
    return;
  }
}

function forgetDraft(name: string): void {
  try {
    localStorage.removeItem(storageKey(name));
  } catch {
    return;
  }
}
