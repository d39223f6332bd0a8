import { useEffect, useRef, useState } from 'react';

/**
 * Shows the groups of a long form one after another on a phone. Without scripts, on a wider screen, and while something
 * is wrong, all of them stand below each other: whoever mends a form must see where.
 *
 * @param count how many groups there are
 * @param whole whether all are to be seen
 */
export function useSteps(count: number, whole: boolean) {
  const [step, setStep] = useState<number | null | undefined>();
  const moved = useRef(false);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    setStep(window.matchMedia('(max-width: 639px)').matches ? 0 : null);
  }, []);
  useEffect(() => {
    if (moved.current && step != null) heading.current?.focus();
  }, [step]);
  const current = whole ? null : (step ?? null);
  // Until the scripts have come, the style sheet hides what they would: nothing on the page moves when they do.
  const waits = !whole && step === undefined;
  const to = (place: number) => {
    moved.current = true;
    setStep(place);
  };
  return {
    shows: (place: number) => current === null || current === place,
    classOf: (place: number) => (waits && place > 0 ? 'later-step' : ''),
    /** The heading of the group that is seen takes the focus when one goes on. */
    headingOf: (place: number) => (current === place ? { ref: heading, tabIndex: -1 } : {}),
    words: current === null && !waits ? null : `第 ${(current ?? 0) + 1} 步，共 ${count} 步`,
    wordsClass: waits ? 'step-words' : '',
    isLast: current === null || current === count - 1,
    next: current === null ? null : () => to(current + 1),
    back: current === null || current === 0 ? null : () => to(current - 1),
  };
}
