/** What the receipt of a figure is made of: the rows looked at, each counted or left out for a reason, with a note. */

import { stageWords } from '#app/titles/title.fields.ts';
import { type Standing, type StepRow, standingOn } from '#app/titles/title.rules.ts';
import { formatDay } from '#app/ui/format.ts';
import type { Sums, TitleTable, VillageTable } from '#db/tables.ts';
import type { ExcludedItem, FigureItem, LeftOut, Reconciliation } from './figure.schema.ts';
import { groupsOf } from './groups.ts';
import { leftOutWords } from './plan.fields.ts';

/** `retired`: the day on which the village was merged or abolished. It stays one of the plan's villages all the same. */
export type VillageRow = Pick<VillageTable, 'code' | 'name' | 'townCode' | 'retention'> & { retired?: string | null };

export type TitleRow = Pick<TitleTable, 'id' | 'villageCode' | 'programmeKey' | 'awardYear'> & {
  programmeName: string;
  steps: readonly StepRow[];
};

/** A title of a counted programme and what it is worth on the day. */
export interface Candidate {
  title: TitleRow;
  village: VillageRow;
  standing: Standing;
}

/** Why a row is left out, null where it counts, and the title that says so. */
interface Verdict {
  left: LeftOut | null;
  telling: Candidate | undefined;
}

/** Rows as a figure judges them. Each is put into words when somebody reads the receipt: sums want none. */
export interface Judged {
  rows: readonly { left: LeftOut | null; item: () => FigureItem }[];
  /** What the figure stands on. */
  ground: number;
}

export interface Receipt {
  included: FigureItem[];
  excluded: ExcludedItem[];
}

/** For want of a year or a day nobody can tell whether these count. */
const untold: readonly LeftOut[] = ['year-unknown', 'date-unknown'];

/** Of several titles that do not count, the one that says most about its village comes first. */
const tellingFirst: readonly LeftOut[] = [
  'awaiting-confirmation',
  'date-unknown',
  'named-later',
  'not-named-yet',
  'declined',
  'returned',
  'revoked',
  'cancelled',
];

/** The villages of a town, or of all; in the order of the codes, so that a receipt printed again reads the same. */
export function villagesOf(villages: readonly VillageRow[], town: { code: string } | null): VillageRow[] {
  const inScope = villages.filter((village) => town === null || village.townCode === town.code);
  return inScope.toSorted((a, b) => compare(a.code, b.code));
}

/** The titles of the counted programmes, by village in the order of the codes; villages without one are absent. */
export function candidatesOf(
  villages: readonly VillageRow[],
  titles: readonly TitleRow[],
  { programmes, asOf }: { programmes: readonly string[]; asOf: string },
): Map<string, Candidate[]> {
  const ofVillage = new Map<string, Candidate[]>();
  for (const village of villages) {
    const own = groupsOf(titles, 'villageCode').get(village.code) ?? [];
    const counted = own.filter(({ programmeKey }) => programmes.includes(programmeKey));
    if (counted.length === 0) continue;
    const candidates = counted.map((title) => ({ title, village, standing: standingOn(title.steps, asOf) }));
    ofVillage.set(
      village.code,
      candidates.sort((a, b) => compare(a.title.id, b.title.id)),
    );
  }
  return ofVillage;
}

/** A village counts with any title that does; otherwise the most telling of its titles says why not. */
export function titleVerdict(candidates: readonly Candidate[] = []): Verdict {
  const counting = firstNamed(candidates);
  if (counting !== undefined) return { left: null, telling: counting };
  const rank = ({ standing }: Candidate) => tellingFirst.indexOf(standing.reason ?? 'not-named-yet');
  const telling = candidates.toSorted((a, b) => rank(a) - rank(b))[0];
  return { left: telling === undefined ? 'no-title' : telling.standing.reason, telling };
}

/** Of the titles that count the one named first: it stays the first when a later day brings another. */
export function firstNamed(candidates: readonly Candidate[]): Candidate | undefined {
  return candidates.filter(({ standing }) => standing.counts).toSorted(byNaming)[0];
}

/** `规划 13 · 在册 3 · 待补登 10`: a number of the plan beside what the register holds of it; null where the plan has none. */
export function reconcile(subject: string, planSays: number | null, registered: number): Reconciliation | null {
  if (planSays === null) return null;
  const missing = Math.max(0, planSays - registered);
  const rest = registered > planSays ? `多出 ${registered - planSays}` : `待补登 ${missing}`;
  return { subject, planSays, registered, missing, text: `规划 ${planSays} · 在册 ${registered} · ${rest}` };
}

/** The rows in words, each counted or left out. */
export function receiptOf({ rows }: Judged): Receipt {
  return split(rows.map(({ left, item }) => ({ left, item: item() })));
}

/** What the rows come to. */
export function sumsOf({ rows, ground }: Judged): Sums {
  const lefts = rows.map(({ left }) => left);
  const counted = lefts.filter((left) => left === null).length;
  const open = lefts.filter((left) => left !== null && untold.includes(left)).length;
  return { counted, excluded: lefts.length - counted, untold: open, ground, amount: 0 };
}

export function split(items: readonly { item: FigureItem; left: LeftOut | null }[]): Receipt {
  return {
    included: items.flatMap(({ item, left }) => (left === null ? [item] : [])),
    excluded: items.flatMap(({ item, left }) =>
      left === null ? [] : [{ ...item, code: left, reason: leftOutWords[left] }],
    ),
  };
}

export function villageItem(village: VillageRow, telling: Candidate | undefined): FigureItem {
  const notes = [telling === undefined ? null : noteOf(telling, true), retirementOf(village)].filter(
    (each) => each !== null,
  );
  return {
    ...{ kind: 'village', id: village.code, label: village.name, amount: 1 },
    ...{ note: notes.length > 0 ? notes.join('；') : null, villageCode: village.code },
  };
}

export function titleItem(candidate: Candidate): FigureItem {
  const { title, village } = candidate;
  const label = `${village.name} · ${title.programmeName}`;
  return { kind: 'title', id: title.id, label, amount: 1, note: noteOf(candidate, false), villageCode: village.code };
}

/** What the reader of a receipt wants to know of a title: its year, and the day of naming or the stage reached. */
function noteOf({ title, standing }: Candidate, withProgramme: boolean): string | null {
  const day = standing.namedOn && formatDay(standing.namedOn);
  const named = day && (standing.namedPrecision === 'exact' ? `${day}命名` : `不晚于${day}命名`);
  const words = [
    withProgramme ? title.programmeName : null,
    title.awardYear === null ? null : `${title.awardYear}年度`,
    standing.counts ? named : standing.stage && `业务日期时处于「${stageWords[standing.stage]}」`,
  ].filter((each) => each !== null);
  return words.length > 0 ? words.join('，') : null;
}

function retirementOf({ retired = null }: VillageRow): string | null {
  return retired && `${formatDay(retired)}起撤并`;
}

function byNaming(a: Candidate, b: Candidate): number {
  return compare(a.standing.namedOn ?? '', b.standing.namedOn ?? '') || compare(a.title.id, b.title.id);
}

/** By code units, which no locale of the machine can change. */
function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
