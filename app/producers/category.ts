/** The kinds of farm produce (domain, section 5) and their words; a 茭白 is a vegetable. */
export const categories = ['grain', 'vegetable', 'fruit', 'aquatic', 'ornamental', 'livestock'] as const;

export type Category = (typeof categories)[number];

export const categoryWords: Record<Category, string> = {
  grain: '粮食',
  vegetable: '蔬菜',
  fruit: '水果',
  aquatic: '水产',
  ornamental: '花木',
  livestock: '畜禽',
};
