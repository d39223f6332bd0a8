/** The regional brands that are stated. */
import type { NewRow } from '#db/tables.ts';
import { planSource } from './plan.ts';

export const brandFacts: readonly Pick<
  NewRow<'brand'>,
  'id' | 'name' | 'category' | 'protection' | 'protectedSince' | 'specialityOf' | 'description' | 'source'
>[] = [
  {
    ...{ id: 'liantang-jiaobai', name: '练塘茭白', category: 'vegetable' },
    ...{ protection: '地理标志产品', protectedSince: 2008, specialityOf: null },
    description: null,
    source: `国家地理标志产品保护（2008年）；${planSource} 一.2`,
  },
  {
    ...{ id: 'qingpu-rice', name: '青浦绿色稻米', category: 'grain' },
    ...{ protection: null, protectedSince: null, specialityOf: null },
    description: '规划提出成立“青浦绿色稻米联合体”，整合青西地区及全区稻米品牌，统一标识。',
    source: `${planSource} 四（四）3`,
  },
];
