import { baseOf, mergeRow } from '#app/changes/merge-row.server.ts';
import { type FieldError, invalid } from '#app/problem.ts';
import type { Amended } from '#app/villages/amend-village.server.ts';
import { spell } from '#app/villages/spelling.server.ts';
import { findVillage } from '#app/villages/village.repository.server.ts';
import type { Db } from '#db/client.server.ts';
import { recordChange } from '#db/record-change.server.ts';
import type { ProducerTable } from '#db/tables.ts';
import { listMembers } from './consortium.repository.server.ts';
import {
  findProducer,
  findProducerByCode,
  getProducer,
  type Producer,
  updateProducer,
} from './producer.repository.server.ts';
import type { AmendProducer } from './producer.schema.ts';

type Said = Pick<ProducerTable, 'kind' | 'name' | 'creditCode' | 'villageCode' | 'introduction'>;

interface Amendment {
  id: string;
  said: AmendProducer;
  /** Fields for which another's value is left standing. */
  left: readonly string[];
  account: string;
  at: Date;
}

/**
 * Amends what an office says of a producer, merged with what others wrote since the form was loaded.
 *
 * @throws Problem `not-found`; `conflict` with a Conflict; `invalid` for another's code, a village of another town, and
 *   a consortium with members that would become something else
 */
export async function amendProducer(db: Db, { id, said, left, account, at }: Amendment): Promise<Amended> {
  const { townCode: town } = await getProducer(db, id);
  const request = { kind: 'producer-amend', account, town, at } as const;
  const { change, result } = await recordChange(db, request, async (trx, change) => {
    const present = await getProducer(trx, id);
    const base = (await baseOf(trx, present, said.change, (db) => findProducer(db, id))) ?? present;
    const theirs = saidOf(present);
    const { merged, joined } = await mergeRow(trx, {
      ...{ table: 'producer', key: { id }, loadedAt: said.change, latest: change - 1, left },
      ...{ base: saidOf(base), theirs, mine: saidOf(said) },
    });
    if (saidFields.every((field) => merged[field] === theirs[field])) return joined;
    const errors = await checkSaid(trx, present, merged);
    if (errors.length > 0) throw invalid(errors);
    await writeProducer(trx, id, merged, change);
    return joined;
  });
  return { change, joined: result ?? [] };
}

/** Writes what an office says of a producer, checked, as part of a change. */
export async function writeProducer(trx: Db, id: string, said: Said, change: number): Promise<void> {
  await updateProducer(trx, id, { ...said, ...spell(said.name), change });
}

const saidFields = ['kind', 'name', 'creditCode', 'villageCode', 'introduction'] as const;

/** The part of a producer that its office amends. */
export function saidOf({ kind, name, creditCode, villageCode, introduction }: Said) {
  return { kind, name, creditCode, villageCode, introduction };
}

/** What speaks against a producer as it would be written; empty where nothing does. */
export async function checkSaid(
  trx: Db,
  present: Producer,
  { kind, creditCode, villageCode }: Said,
): Promise<FieldError[]> {
  const errors: FieldError[] = [];
  const refuse = (path: string, message: string) => errors.push({ path, message });
  if (creditCode !== null && (await findProducerByCode(trx, creditCode, present.id)))
    refuse('creditCode', '另一个经营主体已登记这个代码，请先核对');
  if (villageCode !== null && (await findVillage(trx, villageCode))?.townCode !== present.townCode)
    refuse('villageCode', '所选的村不在这个镇，请重新选择');
  if (present.kind === 'consortium' && kind !== 'consortium' && (await listMembers(trx, present.id)).length > 0)
    refuse('kind', '这个联合体还有成员，请先移除成员再改类型');
  return errors;
}
