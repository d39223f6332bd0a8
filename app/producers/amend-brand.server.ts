import { type FieldError, invalid, Problem } from '#app/problem.ts';
import { findTown } from '#app/villages/town.repository.server.ts';
import type { Db } from '#db/client.server.ts';
import { newId } from '#db/id.server.ts';
import { recordChange } from '#db/record-change.server.ts';
import { findSpecialityOf, getBrand, insertBrand, isBrandNameTaken, updateBrand } from './brand.repository.server.ts';
import { asKept, type SaidBrand } from './brand.rules.ts';
import { findProducer } from './producer.repository.server.ts';

interface Amendment {
  /** The brand; null for a new one. */
  id: string | null;
  said: SaidBrand;
  /** The change at which the form was loaded. */
  loadedAt: number;
  account: string;
  at: Date;
}

/**
 * Adds a brand or amends it; it stays of its kind and its owner.
 *
 * @returns the brand's identity and the change's number, null where nothing was changed
 * @throws Problem `not-found`; `invalid`; `conflict` where it was written since the form was loaded
 */
export async function amendBrand(
  db: Db,
  { id: given, said, loadedAt, account, at }: Amendment,
): Promise<{ id: string; change: number | null }> {
  const id = given ?? newId();
  const row = asKept(said);
  const town = await townOfBrand(db, row);
  const request = { kind: 'brand-amend', account, town, reason: row.name, at } as const;
  const { change } = await recordChange(db, request, async (trx, change) => {
    const errors = await checkBrand(trx, id, row);
    if (errors.length > 0) throw invalid(errors);
    if (given === null) return insertBrand(trx, { ...row, id, origin: 'entered', source: null, change });
    const present = await getBrand(trx, id);
    if (present.change > loadedAt)
      throw new Problem('conflict', '您填写期间，这个品牌刚被改过。请核对现在登记的内容，再保存一次。');
    if (present.kind !== row.kind || present.producerId !== row.producerId)
      throw invalid([{ path: 'kind', message: '品牌的类型和所属主体不能改，请新建一个品牌' }]);
    const before = asKept(present);
    if (!amended.every((field) => before[field] === row[field])) await updateBrand(trx, id, { ...row, change });
  });
  return { id, change };
}

const amended = ['name', 'category', 'description', 'protection', 'protectedSince', 'specialityOf'] as const;

/**
 * The town whose office answers for a brand: of an enterprise brand its owner's, of a regional one the town whose
 * 一镇一品 it is. Null where it is the district's alone.
 */
export async function townOfBrand(
  db: Db,
  { kind, producerId, specialityOf }: Pick<SaidBrand, 'kind' | 'producerId' | 'specialityOf'>,
): Promise<string | null> {
  if (kind === 'regional') return specialityOf;
  return producerId === null ? null : ((await findProducer(db, producerId))?.townCode ?? null);
}

async function checkBrand(trx: Db, id: string, said: SaidBrand): Promise<FieldError[]> {
  const { kind, name, producerId, specialityOf } = said;
  const errors: FieldError[] = [];
  const refuse = (path: string, message: string) => errors.push({ path, message });
  if (await isBrandNameTaken(trx, { kind, name, producerId }, id)) refuse('name', `已有品牌“${name}”`);
  if (kind === 'enterprise' && (producerId === null || !(await findProducer(trx, producerId))))
    refuse('producerId', '请选择这个品牌的经营主体');
  if (specialityOf === null) return errors;
  if (!(await findTown(trx, specialityOf))) refuse('specialityOf', '请选择镇');
  const other = await findSpecialityOf(trx, specialityOf, id);
  if (other) refuse('specialityOf', `这个镇的一镇一品已是“${other.name}”，请先改那一个`);
  return errors;
}
