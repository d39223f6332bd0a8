/** Decisions about villages: what one is called on a day, whether it still exists, what may be proposed and recorded. */

import { type Reader, reachesTown } from '#app/accounts/policy.rules.ts';
import type { FieldError } from '#app/problem.ts';
import { formatDay } from '#app/ui/format.ts';
import type { VillageEventTable, VillageTable } from '#db/tables.ts';
import { retentionWords } from './village.fields.ts';
import type { RecordLineage, Retention } from './village.schema.ts';

type Event = Pick<VillageEventTable, 'kind' | 'day' | 'oldName'>;

/** The name that a village bore at the end of a day (`YYYY-MM-DD`): a renaming counts from its own day on. */
export function nameOn(present: string, events: readonly Event[], asOf: string): string {
  const later = events.filter(({ kind, day }) => kind === 'renamed' && day > asOf);
  const next = [...later].sort((a, b) => (a.day < b.day ? -1 : 1)).at(0);
  return next?.oldName ?? present;
}

/** The event by which a village had ended on a day: merged into another or abolished. */
export function endOn<E extends Event>(events: readonly E[], asOf: string): E | null {
  return events.find(({ kind, day }) => kind !== 'renamed' && day <= asOf) ?? null;
}

/**
 * What somebody types to find a village, as it is compared: half-width, small letters, without blanks. `ｚｍ` and `Z M`
 * are `zm`. Null where nothing was typed.
 */
export function searchTerm(typed: string): string | null {
  return typed.normalize('NFKC').toLowerCase().replace(/\s+/g, '') || null;
}

type Waiting = Pick<VillageTable, 'retention' | 'retentionProposal' | 'retentionProposedBy'>;

/** What speaks against proposing a state; empty where nothing does. */
export function checkProposal({ retention, retentionProposal }: Waiting, wanted: Retention): FieldError[] {
  const problem = (message: string) => [{ path: 'proposal', message }];
  if (wanted === retention) return problem(`登记的已经是“${retentionWords[wanted]}”`);
  if (wanted === retentionProposal) return problem(`“${retentionWords[wanted]}”已经提出，正在等区里确认`);
  return [];
}

/** Whether somebody may settle what waits: nobody confirms what he proposed. */
export function maySettle(village: Waiting, username: string): boolean {
  return village.retentionProposal !== null && village.retentionProposedBy !== username;
}

/** Who proposed what, and the words between town and district, are the offices' own; the state that waits is public. */
export function asShownTo<V extends Waiting & { retentionNote: string | null; townCode: string }>(
  reader: Reader,
  village: V,
): V {
  return !reachesTown(reader, village.townCode)
    ? { ...village, retentionProposedBy: null, retentionNote: null }
    : village;
}

interface LineageSurroundings {
  present: string;
  code: string;
  events: readonly Event[];
  /** The village to be merged into, with its own lineage; undefined where there is none of that code. */
  successor: { code: string; events: readonly Event[] } | undefined;
  /** Whether another village of the town bears the new name now. */
  nameTaken: boolean;
  today: string;
}

/** What speaks against recording an event of a village's lineage; empty where nothing does. */
export function checkLineage(event: RecordLineage, around: LineageSurroundings): FieldError[] {
  const { events, today } = around;
  const end = events.find(({ kind }) => kind !== 'renamed');
  if (end) return [{ path: 'kind', message: `这个村已于${formatDay(end.day)}撤并，不能再登记沿革` }];
  const last = events
    .map(({ day }) => day)
    .sort()
    .at(-1);
  const problems: FieldError[] = [];
  if (event.day > today) problems.push({ path: 'day', message: `日期不能晚于今天（${formatDay(today)}）` });
  // Two events of one day would have no order, and a name in between would belong to nobody.
  if (last !== undefined && event.day <= last)
    problems.push({ path: 'day', message: `日期应晚于上一次沿革（${formatDay(last)}）` });
  if (event.kind === 'renamed') problems.push(...checkNewName(event, around));
  if (event.kind === 'merged') problems.push(...checkSuccessor(event, around));
  return problems;
}

function checkNewName({ newName }: RecordLineage, { present, nameTaken }: LineageSurroundings): FieldError[] {
  if (newName === present) return [{ path: 'newName', message: '新村名与现在的村名相同' }];
  return nameTaken ? [{ path: 'newName', message: '本镇已有同名的村' }] : [];
}

function checkSuccessor({ day }: RecordLineage, { code, successor }: LineageSurroundings): FieldError[] {
  const problem = (message: string) => [{ path: 'successorCode', message }];
  if (successor === undefined) return problem('没有这个村，请重新选择');
  if (successor.code === code) return problem('不能并入自己');
  const end = successor.events.find(({ kind }) => kind !== 'renamed');
  return end !== undefined && end.day <= day ? problem(`选择的村已于${formatDay(end.day)}撤并`) : [];
}
