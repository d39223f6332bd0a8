/** The lineage of villages in sentences. */
import { formatDay } from '#app/ui/format.ts';
import type { LineageEvent } from './village-event.repository.server.ts';

/**
 * What happened to the village `code`, seen from it: `2024年3月1日，甲村更名为乙村（文号 …）`. Of a merger the village
 * that took the other in says so as well.
 */
export function lineageSentence(event: LineageEvent, code: string): string {
  const document = event.documentNumber === null ? '' : `（${event.documentNumber}）`;
  return `${formatDay(event.day)}，${whatHappened(event, code)}${document}`;
}

function whatHappened(event: LineageEvent, code: string): string {
  const { kind, oldName, newName, villageName, successorName } = event;
  const name = oldName ?? villageName;
  switch (kind) {
    case 'renamed':
      return `${name}更名为${newName ?? villageName}`;
    case 'merged':
      return event.villageCode === code ? `${name}并入${successorName ?? '他村'}` : `${name}并入本村`;
    case 'abolished':
      return `${name}撤销建制`;
  }
}
