/** What belongs to which kind of brand, and which office writes it. */
import { may, type Reader } from '#app/accounts/policy.rules.ts';
import type { FieldError } from '#app/problem.ts';
import type { BrandTable } from '#db/tables.ts';

/** What is said of a brand, whoever writes it. */
export type SaidBrand = Pick<
  BrandTable,
  'kind' | 'name' | 'category' | 'producerId' | 'protection' | 'protectedSince' | 'specialityOf' | 'description'
>;

/** A brand as it is kept: protection and 一镇一品 are a region's, an owner is an enterprise's. */
export function asKept(said: SaidBrand): SaidBrand {
  const { kind, name, category, description } = said;
  const mark = { kind, name, category, description };
  if (kind === 'enterprise')
    return { ...mark, producerId: said.producerId, protection: null, protectedSince: null, specialityOf: null };
  const { protection, protectedSince, specialityOf } = said;
  return { ...mark, producerId: null, protection, protectedSince, specialityOf };
}

/**
 * What speaks against an office's writing a brand: a town writes the brands of its producers and its own 一镇一品, the
 * district all of them.
 *
 * @param town the town that answers for the brand as it is said; null where it is the district's alone
 */
export function checkOffice(reader: Reader, { kind }: Pick<SaidBrand, 'kind'>, town: string | null): FieldError[] {
  if (may(reader, 'brand.amend', town)) return [];
  return kind === 'enterprise'
    ? [{ path: 'producerId', message: '只能登记本镇经营主体的品牌' }]
    : [{ path: 'specialityOf', message: '镇里只登记本镇的“一镇一品”，其他区域公用品牌由区里登记' }];
}
