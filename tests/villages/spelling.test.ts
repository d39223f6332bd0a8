import { describe, expect, it } from 'vitest';
import { spell } from '#app/villages/spelling.server.ts';
import { townFacts } from '#seeds/facts/villages.ts';

describe('spelling', () => {
  it.each([
    ['张马村', 'zhangma', 'zm'],
    ['张家圩村', 'zhangjiawei', 'zjw'],
    ['龚都村', 'gongdu', 'gd'],
    ['东厍村', 'dongshe', 'ds'],
    ['盛家埭村', 'shengjiadai', 'sjd'],
    ['泖甸村', 'maodian', 'md'],
    ['长河村', 'changhe', 'ch'],
    ['沈巷村', 'shenxiang', 'sx'],
    ['任屯村', 'rentun', 'rt'],
    ['岑卜村', 'cenbu', 'cb'],
    ['淀山湖一村', 'dianshanhuyi', 'dshy'],
    ['甪里村', 'luli', 'll'],
    ['吕溇村', 'lvlou', 'll'],
    ['村', 'cun', 'c'],
  ])('%s is typed %s or %s', (name, pinyin, initials) => {
    expect(spell(name)).toEqual({ pinyin, initials });
  });

  it('spells every village in small ASCII letters, one initial a character', () => {
    for (const [, name] of townFacts.flatMap(({ villages }) => villages)) {
      const { pinyin, initials } = spell(name);
      expect(pinyin, name).toMatch(/^[a-z]+$/);
      expect(initials, name).toMatch(new RegExp(`^[a-z]{${name.length - 1}}$`));
    }
  });
});
