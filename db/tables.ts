/**
 * The columns of every table, as TypeScript sees them. One name from input to column: camelCase, no mapper.
 * Days are `YYYY-MM-DD` in Asia/Shanghai, instants RFC 3339 in UTC, booleans 0 or 1.
 */
import type { Insertable, Selectable, Updateable } from 'kysely';

/** Every row of a registered table carries the number of the change that wrote it. */
interface Registered {
  change: number;
}

/** Where a row comes from: a stated fact with its source, demonstration data, or an office's own entry. */
export type Origin = 'fact' | 'demo' | 'entered';

interface Sourced {
  origin: Origin;
  /** Where the row is stated, in words: a plan section, a code book, a document. */
  source: string | null;
}

/** What a change was for; its words and permissions are in app/changes. */
export type ChangeKind =
  | 'seed'
  | 'undo'
  | 'account-add'
  | 'account-amend'
  | 'village-amend'
  | 'village-lineage'
  | 'retention-propose'
  | 'retention-confirm'
  | 'retention-decline'
  | 'statistics-amend'
  | 'title-start'
  | 'title-advance'
  | 'title-correct'
  | 'title-confirm'
  | 'title-decline'
  | 'area-amend'
  | 'area-advance'
  | 'area-correct'
  | 'area-confirm'
  | 'area-decline'
  | 'producer-join'
  | 'producer-amend'
  | 'consortium-amend'
  | 'base-amend'
  | 'brand-amend'
  | 'product-draft'
  | 'product-submit'
  | 'product-accept'
  | 'product-return'
  | 'product-withdraw'
  | 'product-code'
  | 'certificate-submit'
  | 'certificate-accept'
  | 'certificate-return'
  | 'certificate-event'
  | 'output-report'
  | 'output-accept'
  | 'output-return'
  | 'local-output'
  | 'observation-enter'
  | 'observation-confirm'
  | 'observation-decline'
  | 'target-revise'
  | 'import';

export interface ChangeTable {
  number: number;
  at: string;
  /** Username; null for the register itself (seeding, migration). */
  account: string | null;
  kind: ChangeKind;
  reason: string | null;
  /** The town whose rows are touched; null where the change is the district's or spans towns. */
  town: string | null;
  undoes: number | null;
  previousHash: string;
  /** SHA-256 over the change, its rows and the hash before; null only while its transaction is open. */
  hash: string | null;
}

export interface AccountTable extends Registered {
  username: string;
  name: string;
  role: 'district' | 'town' | 'producer' | 'viewer';
  townCode: string | null;
  /** The producer whose account it is; null for everybody else. */
  producerId: string | null;
  active: 0 | 1;
  origin: Origin;
}

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

/** A commitment of the plan's text or one of the twenty rows of its table 1. */
export interface IndicatorTable extends Registered, Sourced {
  key: string;
  kind: 'commitment' | 'indicator';
  position: number;
  label: string;
  unit: string;
  domain: string | null;
  attribute: 'anticipatory' | 'binding' | null;
  /** The plan's own sentence, verbatim. */
  sentence: string;
  place: string;
  baseline: number | null;
  baselineText: string | null;
}

export interface TargetTable extends Registered, Sourced {
  indicatorKey: string;
  version: number;
  kind: 'at-least' | 'about' | 'cumulative-about' | 'relative' | 'assigned' | 'equal';
  text: string;
  value: number | null;
  inForceFrom: string;
  /** The document that revised the target or assigned its number; null on the plan's own. */
  documentNumber: string | null;
  documentDay: string | null;
  attachmentHash: string | null;
  attachmentName: string | null;
}

/** What a year came to, of one of the twenty indicators. A year without a row was not collected. */
export interface ObservationTable extends Registered, Sourced {
  indicatorKey: string;
  year: number;
  /** In the indicator's unit; may be below zero. */
  value: number;
  /** What it is compared with (全市平均水平), in the same unit; null where not collected or not needed. */
  comparison: number | null;
  /** The day from which it was known: it counts on no day before. */
  observedOn: string;
  documentNumber: string | null;
  attachmentHash: string | null;
  attachmentName: string | null;
  note: string | null;
  proposedBy: string | null;
  confirmation: 'pending' | 'confirmed' | 'declined';
  confirmedBy: string | null;
  confirmedOn: string | null;
  confirmationReason: string | null;
}

/** The rule by which a figure is counted (口径): settings as JSON, and the same in words. */
export interface MethodTable extends Registered, Sourced {
  indicatorKey: string;
  version: number;
  text: string;
  settings: string;
  inForceFrom: string;
}

/** 粮食, 蔬菜, 水果, 水产, 花木, 畜禽 (domain, section 5). */
export type Category = 'grain' | 'vegetable' | 'fruit' | 'aquatic' | 'ornamental' | 'livestock';

/** Whether the town has looked at what a producer handed in. */
export type Review = 'submitted' | 'accepted' | 'returned';

export interface ProducerTable extends Registered, Sourced {
  id: string;
  kind: 'cooperative' | 'family-farm' | 'leading-enterprise' | 'consortium' | 'other';
  name: string;
  creditCode: string | null;
  townCode: string;
  villageCode: string | null;
  pinyin: string;
  initials: string;
  introduction: string | null;
}

/** A 联合体 and one of its members. */
export interface ConsortiumMemberTable extends Registered, Sourced {
  consortiumId: string;
  producerId: string;
  since: string | null;
}

/** 生产基地: where a producer grows a crop. */
export interface BaseTable extends Registered, Sourced {
  id: string;
  producerId: string;
  villageCode: string;
  crop: string;
  /** 亩 */
  area: number | null;
}

export interface BrandTable extends Registered, Sourced {
  id: string;
  kind: 'regional' | 'enterprise';
  name: string;
  category: Category | null;
  /** The owner of an enterprise brand. */
  producerId: string | null;
  /** 地理标志产品 and the like; null where unprotected. */
  protection: string | null;
  protectedSince: number | null;
  /** The town whose 一镇一品 it is. */
  specialityOf: string | null;
  description: string | null;
}

/** What a producer says of a product. */
export interface ProductContent {
  category: Category;
  name: string;
  variety: string | null;
  regionalBrandId: string | null;
  brandId: string | null;
  season: string | null;
  packaging: string | null;
  description: string | null;
  gtin: string | null;
  /** Hashes of attachments as a JSON list, the first one leading. */
  pictures: string;
}

/** A product as the town last accepted it; before that `unpublished`, with the content of its first draft. */
export interface ProductTable extends Registered, Sourced, ProductContent {
  id: string;
  producerId: string;
  status: 'unpublished' | 'public' | 'withdrawn';
  pinyin: string;
  initials: string;
  /** Unguessable, on the label. */
  verifyCode: string;
  verifyRevoked: 0 | 1;
  withdrawnReason: string | null;
}

export interface ProductBaseTable extends Registered {
  productId: string;
  baseId: string;
}

/** What a producer proposes for a product, until the town accepts it. */
export interface ProductDraftTable extends Registered, Sourced, ProductContent {
  productId: string;
  state: 'draft' | 'submitted' | 'returned';
  /** Ids of bases as a JSON list. */
  bases: string;
  /** The town's reasons by field, as a JSON object. */
  reasons: string | null;
  reviewReason: string | null;
  submittedBy: string | null;
}

export interface CertificateTable extends Registered, Sourced {
  id: string;
  scheme: 'green-a' | 'green-aa' | 'organic' | 'organic-conversion' | 'gi-agricultural' | 'gi-product' | 'famous';
  number: string;
  firmCode: string | null;
  producerId: string;
  productId: string;
  validFrom: string;
  /** The last day, covered whole; null where there is no end. */
  validTo: string | null;
  /** 核准产量, tonnes a year. */
  approvedOutput: number | null;
  attachmentHash: string | null;
  attachmentName: string | null;
  /** The certificate that this one continues. */
  renews: string | null;
  review: Review;
  reviewReason: string | null;
  submittedBy: string | null;
}

export interface CertificateEventTable extends Registered, Sourced {
  certificateId: string;
  sequence: number;
  kind: 'suspended' | 'resumed' | 'revoked';
  day: string;
  reason: string;
  recordedBy: string | null;
}

/** Tonnes of one product in one year. */
export interface OutputTable extends Registered, Sourced {
  productId: string;
  year: number;
  tonnes: number | null;
  /** What the town accepted last, while a correction of it waits or was returned; otherwise null. */
  acceptedTonnes: number | null;
  review: Review;
  reviewReason: string | null;
  submittedBy: string | null;
}

/** 地产农产品产量: tonnes of a town, a year and a category. */
export interface LocalOutputTable extends Registered, Sourced {
  townCode: string;
  year: number;
  category: Category;
  tonnes: number | null;
  note: string | null;
}

/** Personal data stay out of the chain, so that they can be removed. */
export interface ProducerContactTable {
  producerId: string;
  person: string;
  phone: string;
  updatedAt: string;
}

/** A cooperative that asks for an account: an inbox, not yet the register. */
export interface JoinRequestTable {
  id: string;
  state: 'waiting' | 'accepted' | 'declined';
  kind: ProducerTable['kind'];
  name: string;
  creditCode: string | null;
  townCode: string;
  villageCode: string | null;
  person: string;
  phone: string;
  username: string;
  /** Dropped once the request is settled. */
  passwordHash: string | null;
  note: string | null;
  submittedAt: string;
  reason: string | null;
  settledBy: string | null;
  settledAt: string | null;
  producerId: string | null;
}

/** A spreadsheet that an office brought in. Its file and its rows are dropped after some weeks, its outcome stays. */
export interface ImportTable {
  id: string;
  account: string;
  /** Whose it is: the office of a town, or the district. */
  role: 'district' | 'town';
  townCode: string | null;
  fileName: string;
  size: number;
  /** Null once the file was dropped. */
  bytes: Uint8Array | null;
  state: 'reading' | 'ready' | 'writing' | 'applied' | 'failed' | 'interrupted';
  /** What to say beside the state. */
  message: string | null;
  startedAt: string;
  /** The sheets of the file and what was passed over, as JSON. */
  sheets: string;
  added: number;
  changed: number;
  unchanged: number;
  refused: number;
  /** The last change that the preview knew. */
  previewChange: number | null;
  /** What the preview said would be written, as a hash. */
  planHash: string | null;
  /** The town whose rows would be written; null where they are of several. */
  changeTown: string | null;
  appliedChange: number | null;
}

/** One row of an import's preview. */
export interface ImportRowTable {
  importId: string;
  position: number;
  outcome: 'added' | 'changed' | 'unchanged' | 'refused';
  kind: string;
  sheet: string;
  row: number;
  name: string;
  /** The fields from what to what, or the problems, in words, as JSON. */
  detail: string;
}

/** The secret address under which an account's calendar is read. */
export interface CalendarFeedTable {
  username: string;
  tokenHash: string;
  createdAt: string;
}

/** By which another system reads as an account, without its password. */
export interface ApiTokenTable {
  id: string;
  username: string;
  /** What its owner calls it: the system that holds it. */
  name: string;
  /** `read`: what the pages show; `changes`: the row of changes too. */
  scope: 'read' | 'changes';
  /** SHA-256: a copy of the database opens nothing. */
  tokenHash: string;
  createdAt: string;
  endsAt: string;
  lastUsedAt: string | null;
  revokedAt: string | null;
}

export interface CredentialTable {
  username: string;
  passwordHash: string;
  mustChange: 0 | 1;
  changedAt: string;
  lastSignInAt: string | null;
  previousSignInAt: string | null;
}

export interface SessionTable {
  /** SHA-256 of the token in the cookie: a copy of the database opens no session. */
  tokenHash: string;
  username: string;
  createdAt: string;
  lastSeenAt: string;
  endsAt: string;
  revokedAt: string | null;
  device: string | null;
}

/** What was typed into a form when the session had run out, kept until its owner signs in again. */
export interface KeptFormTable {
  id: string;
  username: string;
  path: string;
  fields: string;
  keptAt: string;
}

/** Files by the SHA-256 of their bytes; never rewritten. */
export interface AttachmentTable {
  hash: string;
  mediaType: string;
  size: number;
  bytes: Uint8Array;
  addedAt: string;
}

/**
 * A report that an office made and keeps: its bytes are the attachment of this hash. Not registered: making one says
 * nothing about a village, and must not move the number that the next one is read at. Never rewritten.
 */
export interface ReportTable {
  id: string;
  kind: string;
  /** The town that it is about; null for the three together. */
  townCode: string | null;
  asOf: string;
  /** The change that it was read at. */
  readAt: number;
  title: string;
  /** Its verification code. */
  code: string;
  hash: string;
  madeBy: string;
  /** The town of the office that made it; null for the district. */
  madeIn: string | null;
  madeAt: string;
  public: 0 | 1;
}

/** What belongs to this register as a whole: its keys, whether it holds demonstration data. */
export interface RegisterTable {
  key: string;
  value: string;
}

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
  attachment: AttachmentTable;
  register: RegisterTable;
  producerContact: ProducerContactTable;
  joinRequest: JoinRequestTable;
  calendarFeed: CalendarFeedTable;
  apiToken: ApiTokenTable;
  report: ReportTable;
  import: ImportTable;
  importRow: ImportRowTable;
}

/** A row as read, as inserted, as amended. */
export type Row<T extends keyof Tables> = Selectable<Tables[T]>;
export type NewRow<T extends keyof Tables> = Insertable<Tables[T]>;
export type RowPatch<T extends keyof Tables> = Updateable<Tables[T]>;
