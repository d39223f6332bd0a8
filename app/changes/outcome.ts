/** How a form's success is carried to the next page: in its address, since pages work without scripts. */
export interface Outcome {
  /** The change that was made; null where none is told of. */
  saved: number | null;
  /** The form was sent and nothing in it differed from the register. */
  unchanged: boolean;
  /** Fields that somebody else had changed meanwhile and that were kept. */
  joined: string[];
}

export function outcomeQuery({ change, joined = [] }: { change: number | null; joined?: readonly string[] }) {
  const kept = joined.join('.');
  return change === null ? { unchanged: 1, joined: kept } : { saved: change, joined: kept };
}

export function readOutcome(search: URLSearchParams): Outcome {
  const saved = search.get('saved') ?? '';
  return {
    saved: /^[1-9]\d{0,14}$/.test(saved) ? Number(saved) : null,
    unchanged: search.get('unchanged') === '1',
    joined: (search.get('joined') ?? '').split('.').filter((field) => /^[a-zA-Z]{1,40}$/.test(field)),
  };
}
