/** What a village or an area is named for, and the steps on the way. */
import type { Registered, Sourced } from './row.ts';

export interface ProgrammeTable extends Registered, Sourced {
  key: string;
  name: string;
  shortName: string;
  /** The level that the title gives its village, where it gives one. */
  level: 'city' | 'district' | 'village' | null;
  position: number;
  description: string | null;
}

export interface TitleTable extends Registered, Sourced {
  id: string;
  villageCode: string;
  programmeKey: string;
  /** 年度; null where unknown. */
  awardYear: number | null;
  /** The stage of the last step: kept on the title so that a later step is a later version of it. */
  stage: string;
  note: string | null;
}

export interface TitleStepTable extends Registered, Sourced {
  titleId: string;
  sequence: number;
  stage: string;
  day: string;
  /** `no-later-than`: the exact day is unknown, it was on or before `day`. */
  precision: 'exact' | 'no-later-than';
  documentNumber: string | null;
  attachmentHash: string | null;
  attachmentName: string | null;
  /** Why stages were skipped, or why it was returned, cancelled or revoked. */
  reason: string | null;
  note: string | null;
  proposedBy: string | null;
  /** Only `named` waits for the district; null on every other stage. */
  confirmation: 'pending' | 'confirmed' | 'declined' | null;
  confirmedBy: string | null;
  confirmedOn: string | null;
  confirmationReason: string | null;
}

export interface AreaTable extends Registered, Sourced {
  id: string;
  kind: 'demonstration-zone' | 'demonstration-area' | 'contiguous-villages';
  name: string;
  corridor: string | null;
  countsTowardsPlan: 0 | 1;
  note: string | null;
  /** The stage of the last step, as on a title; null where no step is recorded. */
  stage: string | null;
  awardYear: number | null;
}

export type AreaStepTable = Omit<TitleStepTable, 'titleId'> & { areaId: string };

export interface AreaTownTable extends Registered {
  areaId: string;
  townCode: string;
}

export interface AreaMemberTable extends Registered, Sourced {
  areaId: string;
  villageCode: string;
  since: string | null;
  membership: 'confirmed' | 'to-be-confirmed';
}
