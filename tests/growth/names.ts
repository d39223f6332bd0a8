/** Invented names that are read like real ones, and how they are typed: the dictionary is too slow for a million names. */
import type { Random } from '#seeds/demo/random.ts';

/** Characters with their readings: 东dong. */
const read = (text: string) =>
  [...text.matchAll(/(\p{Script=Han})([a-z]+)/gu)].map(
    ([, character = '', reading = '']) => [character, reading] as const,
  );

const stems =
  read(`东dong西xi南nan北bei上shang下xia大da小xiao新xin古gu李li王wang张zhang赵zhao钱qian孙sun周zhou吴wu郑zheng陈chen
  杨yang黄huang林lin徐xu龙long凤feng莲lian竹zhu松song柳liu桃tao梅mei石shi泉quan湖hu河he溪xi塘tang桥qiao山shan`);
const ends = read('庄zhuang浜bang埭dai湾wan港gang圩wei泾jing田tian坝ba岗gang坡po屯tun寨zhai店dian营ying家jia');
/** Of producers and products. */
const words = read('演yan示shi合he作zuo社she庭ting农nong场chang米mi茭jiao白bai草cao莓mei闸zha蟹xie花hua木mu鸡ji');

const readings = new Map<string, string>([...words, ...stems, ...ends]);

/** What `spell` would make of the name, read character by character. */
export function spellInvented(name: string): { pinyin: string; initials: string } {
  const syllables = [...name.replace(/村$/, '')].map((character) => readings.get(character) ?? character);
  return { pinyin: syllables.join(''), initials: syllables.map((syllable) => syllable.slice(0, 1)).join('') };
}

/** A name of three or four characters, 村 included; some hundred thousand are possible, and many bear the same one. */
export function villageName(random: Random): string {
  const one = (from: ReturnType<typeof read>) => from[random.whole(0, from.length - 1)]?.[0] ?? '';
  return `${one(stems)}${random.happens(0.5) ? one(stems) : ''}${one(ends)}村`;
}
