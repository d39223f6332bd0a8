import { type FormEvent, type ReactNode, useEffect, useState } from 'react';
import type { Strength } from './password.rules.ts';

interface PasswordMeterProps {
  /** What belongs to the account and is not in the form. */
  own?: readonly string[];
  /** The field of a new password. */
  children: ReactNode;
}

/** A password is judged, and read out, when the fingers rest. */
const restMs = 300;

/**
 * Says of a new password, while it is typed, what the register's rules can say in the browser. Whether it is a common one
 * only the server knows, so the meter never calls a password good. The rules are asked for with the first letter; without
 * scripts there is the hint.
 */
export function PasswordMeter({ own = [], children }: PasswordMeterProps) {
  const [typed, setTyped] = useState({ password: '', own });
  const [strength, setStrength] = useState<Strength | undefined>();
  useEffect(() => {
    const rest = setTimeout(async () => {
      // Where the rules do not come, nothing is said.
      const rules = typed.password === '' ? undefined : await import('./password.rules.ts').catch(() => undefined);
      setStrength(rules?.strengthOf(typed.password, typed.own));
    }, restMs);
    return () => clearTimeout(rest);
  }, [typed]);
  const onInput = ({ target }: FormEvent) => {
    if (!(target instanceof HTMLInputElement)) return;
    setTyped({ password: target.value, own: [...own, ...ownWordsIn(target.form)] });
  };
  const { step, tone, words } = strength ? told(strength) : { step: 0, tone: '', words: '' };
  return (
    <div onInput={onInput}>
      {children}
      <div className="-mt-4 mb-3 max-w-md">
        <div aria-hidden="true" className={`flex gap-1 ${step === 0 ? 'invisible' : ''}`}>
          {[1, 2, 3].map((place) => (
            <span key={place} className={`h-1 flex-1 ${place <= step ? tone : 'bg-line'}`} />
          ))}
        </div>
        <p aria-live="polite" className="min-h-6 text-sm text-ink-soft">
          {words}
        </p>
      </div>
    </div>
  );
}

/** The account's own words as far as the same form asks for them. */
function ownWordsIn(form: HTMLFormElement | null): string[] {
  const data = form ? new FormData(form) : new FormData();
  return ['username', 'name'].map((field) => String(data.get(field) ?? ''));
}

function told(strength: Strength): { step: number; tone: string; words: string } {
  switch (strength.kind) {
    case 'short':
      return { step: 1, tone: 'bg-red-700', words: `还差 ${strength.missing} 个字符` };
    case 'long':
      return { step: 1, tone: 'bg-red-700', words: `多了 ${strength.surplus} 个字符` };
    case 'guessable':
      return { step: 1, tone: 'bg-red-700', words: '容易猜到：重复、连号，或只是名称加数字' };
    case 'passes':
      return { step: 2, tone: 'bg-rice-500', words: '可以，再长一些更好；是否常见，提交时核对' };
    case 'ample':
      return { step: 3, tone: 'bg-qing-700', words: '够长了；是否常见，提交时核对' };
  }
}
