/** What the list of villages is asked for. */
import { z } from 'zod';
import { pageNumber } from '#app/fields.ts';
import { Paging, townCode } from '#app/http/paging.ts';
import { levels } from './level.rules.ts';
import { Retention } from './village.schema.ts';

const sortKeys = ['code', 'name', 'town', 'level', 'retention'] as const;
export type SortKey = (typeof sortKeys)[number];
const sortTexts = sortKeys.flatMap((key) => [key, `-${key}`] as const);

const Filter = z.object({
  q: z.string().max(100, '最多 100 个字').default(''),
  town: townCode,
  level: z.enum([...levels, 'none'], { error: '应为 city、district、village 或 none' }).optional(),
  retention: z.enum(Retention.options, { error: '应为 unconfirmed、retained 或 not-retained' }).optional(),
  /** Lists the villages that were merged or abolished by the as-of day too. */
  ended: z.literal('1', { error: '应为 1' }).optional(),
});
export type VillageFilter = z.infer<typeof Filter>;

/** The list as its page is asked for: what cannot be read counts as not asked. */
export const VillageQuery = z.object({
  q: Filter.shape.q.catch(''),
  town: Filter.shape.town.catch(undefined),
  level: Filter.shape.level.catch(undefined),
  retention: Filter.shape.retention.catch(undefined),
  ended: Filter.shape.ended.catch(undefined),
  sort: z.enum(sortTexts).catch('code'),
  page: pageNumber,
});
export type VillageQuery = z.infer<typeof VillageQuery>;

/**
 * The list as other systems ask for it. What cannot be read is refused: a system would take the whole list for the part
 * that it asked for.
 */
export const VillageApiQuery = Filter.extend(Paging.shape);

/** The column and the direction of a sort: `-level` is the level, highest first. */
export function parseSort(sort: VillageQuery['sort']): { key: SortKey; descending: boolean } {
  const key = sortKeys.find((name) => sort.endsWith(name)) ?? 'code';
  return { key, descending: sort.startsWith('-') };
}
