import { invalid } from '#app/problem.ts';
import type { Db } from '#db/client.server.ts';
import { newId } from '#db/id.server.ts';
import { recordChange } from '#db/record-change.server.ts';
import { spell } from './spelling.server.ts';
import { findVillage, getVillage, isNameTaken, updateVillage, type Village } from './village.repository.server.ts';
import { checkLineage } from './village.rules.ts';
import type { RecordLineage } from './village.schema.ts';
import { insertEvent, listEventsOf } from './village-event.repository.server.ts';

interface LineageEntry {
  code: string;
  event: RecordLineage;
  /** The day in Asia/Shanghai. */
  today: string;
  account: string;
  at: Date;
}

/**
 * Records that a village was renamed, merged into another or abolished. It keeps its code; a renaming gives it its new
 * name, and older days keep the old one.
 *
 * @returns the change's number
 * @throws Problem `not-found`; `invalid` for a day out of order, a taken name, a successor that does not exist
 */
export async function recordLineage(db: Db, { code, event, today, account, at }: LineageEntry): Promise<number | null> {
  const { townCode } = await getVillage(db, code);
  const request = { kind: 'village-lineage', account, town: townCode, reason: event.note, at } as const;
  const { change } = await recordChange(db, request, async (trx, change) => {
    const village = await getVillage(trx, code);
    const errors = checkLineage(event, { ...(await surroundings(trx, village, event)), today });
    if (errors.length > 0) throw invalid(errors);
    const { kind, day, documentNumber, note } = event;
    const newName = kind === 'renamed' ? event.newName : null;
    await insertEvent(trx, {
      ...{ id: newId(), villageCode: code, kind, day, documentNumber, note },
      ...{ oldName: village.name, newName, successorCode: kind === 'merged' ? event.successorCode : null },
      ...{ origin: 'entered', source: null, change },
    });
    if (newName !== null) await updateVillage(trx, code, { name: newName, ...spell(newName), change });
  });
  return change;
}

async function surroundings(trx: Db, { code, name: present, townCode }: Village, event: RecordLineage) {
  const { newName, successorCode } = event;
  const successor = successorCode === null ? undefined : await findVillage(trx, successorCode);
  return {
    code,
    present,
    events: await listEventsOf(trx, [code]),
    successor: successor && { code: successor.code, events: await listEventsOf(trx, [successor.code]) },
    nameTaken: newName !== null && (await isNameTaken(trx, { code, townCode, name: newName }, event.day)),
  };
}
