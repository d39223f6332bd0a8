import { createRequire } from 'node:module';

const load = createRequire(import.meta.url);

/** Readings of the water towns that a dictionary of the common language gets wrong or may come to get wrong. */
const localReadings: Readonly<Record<string, string>> = {
  圩: 'wei',
  都: 'du',
  厍: 'she',
  甪: 'lu',
  溇: 'lou',
  埭: 'dai',
  浜: 'bang',
  泖: 'mao',
  葑: 'feng',
  漾: 'yang',
  滧: 'yao',
  榻: 'ta',
  沈: 'shen',
  朱: 'zhu',
  浦: 'pu',
};

/**
 * How a village's name is typed when it is searched for: the name without its last 村, in syllables without tones
 * (ü as v, as on a keyboard), joined, and their initials. 张马村 gives `zhangma` and `zm`.
 */
export function spell(name: string): { pinyin: string; initials: string } {
  const bare = name.length > 1 ? name.replace(/村$/, '') : name;
  // With the first name: its dictionary takes longer to set up than a page to make, and most programs spell nothing.
  const { pinyin }: typeof import('pinyin-pro') = load('pinyin-pro');
  const read = pinyin(bare, { toneType: 'none', type: 'array', v: true });
  const syllables = [...bare].map((character, index) => localReadings[character] ?? read[index] ?? character);
  return {
    pinyin: syllables.join('').toLowerCase(),
    initials: syllables
      .map((syllable) => syllable.slice(0, 1))
      .join('')
      .toLowerCase(),
  };
}
