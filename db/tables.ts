/**
 * The columns of every table, as TypeScript sees them. One name from input to column: camelCase, no mapper.
 * Days are `YYYY-MM-DD` in Asia/Shanghai, instants RFC 3339 in UTC, booleans 0 or 1.
 */
import type { Insertable, Selectable, Updateable } from 'kysely';
import type {
  AccountTable,
  ApiTokenTable,
  CalendarFeedTable,
  CredentialTable,
  KeptFormTable,
  RecoveryCodeTable,
  SecondFactorTable,
  SessionTable,
  ThrottleTable,
} from './tables/account.ts';
import type { ChangeTable } from './tables/change.ts';
import type { AttachmentTable, ImportRowTable, ImportTable, RegisterTable, ReportTable } from './tables/file.ts';
import type { NameSuffixTable } from './tables/name.ts';
import type { IndicatorTable, MethodTable, ObservationTable, TargetTable } from './tables/plan.ts';
import type {
  BaseTable,
  BrandTable,
  ConsortiumMemberTable,
  ContactRemovalTable,
  JoinRequestTable,
  ProducerContactTable,
  ProducerTable,
} from './tables/producer.ts';
import type {
  CertificateEventTable,
  CertificateTable,
  LocalOutputTable,
  OutputTable,
  ProductBaseTable,
  ProductDraftTable,
  ProductTable,
} from './tables/product.ts';
import type { TalliedTable, TallySumTable, TallyTable } from './tables/tally.ts';
import type {
  AreaMemberTable,
  AreaStepTable,
  AreaTable,
  AreaTownTable,
  ProgrammeTable,
  TitleStepTable,
  TitleTable,
} from './tables/title.ts';
import type { SigningKeyTable, UpkeepTable } from './tables/upkeep.ts';
import type { StatisticTable, TownTable, VillageEventTable, VillageTable } from './tables/village.ts';

export type * from './tables/account.ts';
export type * from './tables/change.ts';
export type * from './tables/file.ts';
export type * from './tables/name.ts';
export type * from './tables/plan.ts';
export type * from './tables/producer.ts';
export type * from './tables/product.ts';
export type * from './tables/row.ts';
export type * from './tables/tally.ts';
export type * from './tables/title.ts';
export type * from './tables/upkeep.ts';
export type * from './tables/village.ts';

/** The version of a row that a later change ended. */
type History<T> = T & { endedBy: number };

export interface RegisteredTables {
  account: AccountTable;
  town: TownTable;
  village: VillageTable;
  villageEvent: VillageEventTable;
  statistic: StatisticTable;
  programme: ProgrammeTable;
  title: TitleTable;
  titleStep: TitleStepTable;
  area: AreaTable;
  areaTown: AreaTownTable;
  areaMember: AreaMemberTable;
  indicator: IndicatorTable;
  target: TargetTable;
  method: MethodTable;
  observation: ObservationTable;
  areaStep: AreaStepTable;
  producer: ProducerTable;
  consortiumMember: ConsortiumMemberTable;
  base: BaseTable;
  brand: BrandTable;
  product: ProductTable;
  productBase: ProductBaseTable;
  productDraft: ProductDraftTable;
  certificate: CertificateTable;
  certificateEvent: CertificateEventTable;
  output: OutputTable;
  localOutput: LocalOutputTable;
}

type HistoryTables = { [T in keyof RegisteredTables as `${T}History`]: History<RegisteredTables[T]> };

export interface Tables extends RegisteredTables, HistoryTables {
  change: ChangeTable;
  credential: CredentialTable;
  session: SessionTable;
  keptForm: KeptFormTable;
  secondFactor: SecondFactorTable;
  recoveryCode: RecoveryCodeTable;
  attachment: AttachmentTable;
  register: RegisterTable;
  producerContact: ProducerContactTable;
  contactRemoval: ContactRemovalTable;
  joinRequest: JoinRequestTable;
  calendarFeed: CalendarFeedTable;
  apiToken: ApiTokenTable;
  report: ReportTable;
  import: ImportTable;
  importRow: ImportRowTable;
  upkeep: UpkeepTable;
  signingKey: SigningKeyTable;
  throttle: ThrottleTable;
  tally: TallyTable;
  tallySum: TallySumTable;
  tallySumVersion: TallySumTable;
  tallied: TalliedTable;
  nameSuffix: NameSuffixTable;
}

/** A row as read, as inserted, as amended. */
export type Row<T extends keyof Tables> = Selectable<Tables[T]>;
export type NewRow<T extends keyof Tables> = Insertable<Tables[T]>;
export type RowPatch<T extends keyof Tables> = Updateable<Tables[T]>;
