/**
 * How far a list's rows are counted. Counting the rows of a country takes as long as reading them; nobody turns so many
 * pages, and whoever wants all of them takes the export.
 */
export const mostCounted = 10_000;

/** How many rows a choice offers. Nobody looks through more: whoever has more to choose from types what he means. */
export const mostChoices = 200;

/** A piece of one of the parts that a list is made of. */
export interface Piece<P> {
  part: P;
  offset: number;
  limit: number;
}

/** What a page takes from each part of a list whose parts, each counted, come one after the other. */
export function piecesOf<P extends { count: number }>(
  parts: readonly P[],
  { offset, limit }: { offset: number; limit: number },
): Piece<P>[] {
  const pieces: Piece<P>[] = [];
  let before = 0;
  for (const part of parts) {
    const from = Math.max(offset - before, 0);
    const to = Math.min(offset + limit - before, part.count);
    if (from < to) pieces.push({ part, offset: from, limit: to - from });
    before += part.count;
  }
  return pieces;
}

/** How many there are in all parts, up to `mostCounted`. */
export const totalOf = (parts: readonly { count: number }[]): number =>
  Math.min(
    mostCounted,
    parts.reduce((sum, { count }) => sum + count, 0),
  );

/** The page that is shown where another is asked for: the last one at most. */
export const pageWithin = (asked: number, total: number, pageSize: number): number =>
  Math.min(asked, Math.max(1, Math.ceil(total / pageSize)));
