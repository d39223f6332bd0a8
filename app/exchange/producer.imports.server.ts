/** What a sheet of producers would write: what an office says of those that are registered. */

import type { FieldError } from '#app/problem.ts';
import { checkSaid, saidOf, writeProducer } from '#app/producers/amend-producer.server.ts';
import { getProducer, listProducerNames } from '#app/producers/producer.repository.server.ts';
import { AmendProducer } from '#app/producers/producer.schema.ts';
import type { Db } from '#db/client.server.ts';
import type { Entry, PlanContext, PlannedRow, PlanRows } from './import-plan.ts';
import { compared, differing, over, refused, refusedTown, textOf, unknownRow } from './planned-row.rules.ts';
import type { RowKind } from './row-kind.ts';

type Named = Awaited<ReturnType<typeof listProducerNames>>[number];
type Said = ReturnType<typeof saidOf>;

export const planProducers: PlanRows = async (db, entries, context) => {
  const producers = await listProducerNames(db, context.within);
  // A code that two rows of the file claim: the register alone would not tell.
  const claimed = new Map<string, string>();
  const rows: PlannedRow[] = [];
  for (const entry of entries) rows.push(await planProducer(db, entry, { producers, claimed, context }));
  return rows;
};

interface Surroundings {
  producers: readonly Named[];
  claimed: Map<string, string>;
  context: PlanContext & { kind: RowKind };
}

async function planProducer(db: Db, entry: Entry, { producers, claimed, context }: Surroundings): Promise<PlannedRow> {
  const { says } = entry;
  const named = producerMeant(says, producers);
  if (named === undefined)
    return unknownRow(entry, '没有登记过这个经营主体。新的经营主体由其自己申请登记，导入只能修改已登记的', 'name');
  const meant = { key: named.id, name: named.name, town: named.townCode };
  const foreign = refusedTown(context.kind, context, named.name, named.townCode);
  if (foreign) return refused(entry, meant, [{ key: null, message: foreign }]);
  const producer = await getProducer(db, named.id);
  const present = saidOf(producer);
  const village = textOf(says, 'villageName');
  const wanted = over(present, village === undefined ? says : { villageCode: village, ...says });
  const problems: FieldError[] = [];
  if (says.townCode !== undefined && says.townCode !== producer.townCode)
    problems.push({ path: 'townCode', message: '所属镇不能在导入里改，请与区里联系' });
  if (village !== undefined && village !== wanted.villageCode)
    problems.push({ path: 'villageName', message: '所在村与所在村代码不是同一个村，请核对' });
  if (differing(wanted, present).length > 0) {
    problems.push(...checkForm(wanted, says.confirmCode === true), ...(await checkSaid(db, producer, wanted)));
    const other = claimed.get(wanted.creditCode ?? '');
    if (other !== undefined) problems.push({ path: 'creditCode', message: `文件里${other}也用了这个代码，请核对` });
  }
  if (wanted.creditCode !== null) claimed.set(wanted.creditCode, producer.name);
  const write = (trx: Db, change: number) => writeProducer(trx, producer.id, wanted, change);
  return compared(entry, { ...meant, present, wanted, problems, write });
}

function producerMeant(says: Entry['says'], producers: readonly Named[]): Named | undefined {
  const id = textOf(says, 'id');
  if (id !== undefined) return producers.find((producer) => producer.id === id);
  const code = textOf(says, 'creditCode');
  const byCode = code === undefined ? undefined : producers.find(({ creditCode }) => creditCode === code);
  if (byCode) return byCode;
  const own = producers.filter(({ name, townCode }) => name === says.name && townCode === says.townCode);
  return own.length === 1 ? own[0] : undefined;
}

/** What the form would say of the whole. */
function checkForm({ kind, name, creditCode, villageCode, introduction }: Said, confirmed: boolean): FieldError[] {
  const wire = {
    ...{ kind, name, creditCode: creditCode ?? '', villageCode: villageCode ?? '', introduction: introduction ?? '' },
    ...{ change: '0', ...(confirmed && { confirmCode: 'on' }) },
  };
  const parsed = AmendProducer.safeParse(wire);
  return parsed.error?.issues.map(({ path, message }) => ({ path: path.join('.'), message })) ?? [];
}
