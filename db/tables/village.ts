/** Towns, villages and their yearly ledgers. */
import type { Registered, Sourced } from './row.ts';

export interface TownTable extends Registered, Sourced {
  code: string;
  name: string;
  shortName: string;
}

export interface VillageTable extends Registered, Sourced {
  code: string;
  name: string;
  townCode: string;
  /** Lower-case syllables without tones and their initials, of the name without its last 村: `zhangma`, `zm`. */
  pinyin: string;
  initials: string;
  retention: 'unconfirmed' | 'retained' | 'not-retained';
  /** What the town asks the district to confirm; null when nothing waits. */
  retentionProposal: 'retained' | 'not-retained' | null;
  retentionProposedBy: string | null;
  retentionNote: string | null;
  introduction: string | null;
  industry: string | null;
  settlements: string | null;
}

export interface VillageEventTable extends Registered, Sourced {
  id: string;
  villageCode: string;
  kind: 'renamed' | 'merged' | 'abolished';
  day: string;
  oldName: string | null;
  newName: string | null;
  successorCode: string | null;
  documentNumber: string | null;
  note: string | null;
}

/** One village's ledger of one year. Null means not collected (未采集), never 0. */
export interface StatisticTable extends Registered, Sourced {
  villageCode: string;
  year: number;
  households: number | null;
  registeredPopulation: number | null;
  residentPopulation: number | null;
  migrantPopulation: number | null;
  villageGroups: number | null;
  partyMembers: number | null;
  /** km² */
  area: number | null;
  /** The next five in 亩 (1/15 ha), two decimals. */
  farmland: number | null;
  grainField: number | null;
  vegetableField: number | null;
  woodland: number | null;
  fishpond: number | null;
  /** 万元 */
  collectiveIncome: number | null;
  /** 元 */
  incomePerHead: number | null;
}
