/** Which producers may be the same as one that asks to be registered. */
import type { ProducerTable } from '#db/tables.ts';

type Named = Pick<ProducerTable, 'name' | 'creditCode'>;

/** How much of two names must be shared, 0 to 1, for a person to look at both. */
const alikeFrom = 0.6;

const places = /^(中国)?(上海市?)?(青浦区?)?/;
const forms =
  /(农业产业化联合体|农民专业合作社联合社|农民专业合作社|专业合作社|合作联社|合作社|家庭农场|农场|股份有限公司|有限责任公司|有限公司|联合体|公司)$/;

/** What tells a name from others: without blanks, marks, the city's name in front and the legal form at the end. */
function core(name: string): string {
  const plain = name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\p{P}\p{S}]/gu, '');
  const bare = plain.replace(places, '').replace(forms, '');
  return bare === '' ? plain : bare;
}

/** How alike two names are, from 0 to 1: the share of pairs of neighbouring characters that they have in common. */
export function nameLikeness(one: string, other: string): number {
  const [a, b] = [core(one), core(other)];
  if (a === b) return 1;
  const [pairs, others] = [pairsOf(a), pairsOf(b)];
  if (pairs.length + others.length === 0) return 0;
  const left = [...others];
  let shared = 0;
  for (const pair of pairs) {
    const place = left.indexOf(pair);
    if (place < 0) continue;
    left.splice(place, 1);
    shared += 1;
  }
  return (2 * shared) / (pairs.length + others.length);
}

function pairsOf(text: string): string[] {
  const characters = [...text];
  return characters.slice(1).map((character, place) => `${characters[place]}${character}`);
}

/** The pairs of characters that tell a name, each once; of a name with one character it is that character. */
export function pairsIn(name: string): string[] {
  const bare = core(name);
  return [...bare].length < 2 ? [bare] : [...new Set(pairsOf(bare))];
}

/**
 * Pairs of which every name that is alike holds one. A name that is alike shares so many of them that the most frequent ones,
 * which lead to many others, need not be looked for.
 *
 * @param counts how many names hold each of the pairs
 */
export function tellingPairs(name: string, counts: ReadonlyMap<string, number>): string[] {
  const pairs = pairsOf(core(name));
  // Twice the shared ones are so much of both together, and the other name has at least those that it shares.
  const shared = Math.ceil((pairs.length * alikeFrom) / (2 - alikeFrom) - 1e-9);
  let spare = shared - 1;
  const frequentFirst = [...counts].sort(([, one], [, other]) => other - one);
  return frequentFirst.flatMap(([pair]) => {
    const times = pairs.filter((each) => each === pair).length;
    if (times > spare) return [pair];
    spare -= times;
    return [];
  });
}

/** A pair as it may stand in a name, of which `core` leaves marks and blanks out: one of them in between, or none. */
export const asWritten = (pair: string): string[] => {
  const [first = '', second] = [...pair];
  return second === undefined ? [first] : ['', ...marks].map((mark) => `${first}${mark}${second}`);
};

const marks = [...' 　·•・.。,，、-－—_()（）[]【】《》“”"\'&/'];

export interface Likely<T> {
  producer: T;
  sameCode: boolean;
}

/** The producers that may be the one asked for: of the same code first, then the names most alike. */
export function likelyDuplicates<T extends Named>(asked: Named, producers: readonly T[]): Likely<T>[] {
  return producers
    .map((producer) => ({
      producer,
      sameCode: asked.creditCode !== null && producer.creditCode === asked.creditCode,
      likeness: nameLikeness(asked.name, producer.name),
    }))
    .filter(({ sameCode, likeness }) => sameCode || likeness >= alikeFrom)
    .sort((a, b) => Number(b.sameCode) - Number(a.sameCode) || b.likeness - a.likeness)
    .map(({ producer, sameCode }) => ({ producer, sameCode }));
}
