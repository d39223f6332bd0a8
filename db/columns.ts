/** The columns of each registered table, in order, as the migrations made them. A test compares them with the database. */
import type { RegisteredName } from './registered.ts';
import type { RegisteredTables } from './tables.ts';

type Columns = { [T in RegisteredName]: readonly (keyof RegisteredTables[T] & string)[] };

const sourced = ['origin', 'source', 'change'] as const;

const productContent = [
  ...(['category', 'name', 'variety', 'regionalBrandId', 'brandId'] as const),
  ...(['season', 'packaging', 'description', 'gtin', 'pictures'] as const),
] as const;
const reviewed = ['reviewReason', 'submittedBy'] as const;

const columns: Columns = {
  account: ['username', 'name', 'role', 'townCode', 'producerId', 'active', 'origin', 'change'],
  town: ['code', 'name', 'shortName', ...sourced],
  village: [
    'code',
    'name',
    'townCode',
    'pinyin',
    'initials',
    'retention',
    'retentionProposal',
    'retentionProposedBy',
    'retentionNote',
    'introduction',
    'industry',
    'settlements',
    ...sourced,
  ],
  villageEvent: [
    'id',
    'villageCode',
    'kind',
    'day',
    'oldName',
    'newName',
    'successorCode',
    'documentNumber',
    'note',
    ...sourced,
  ],
  statistic: [
    'villageCode',
    'year',
    'households',
    'registeredPopulation',
    'residentPopulation',
    'migrantPopulation',
    'villageGroups',
    'partyMembers',
    'area',
    'farmland',
    'grainField',
    'vegetableField',
    'woodland',
    'fishpond',
    'collectiveIncome',
    'incomePerHead',
    ...sourced,
  ],
  programme: ['key', 'name', 'shortName', 'level', 'position', 'description', ...sourced],
  title: ['id', 'villageCode', 'programmeKey', 'awardYear', 'stage', 'note', ...sourced],
  titleStep: [
    'titleId',
    'sequence',
    'stage',
    'day',
    'precision',
    'documentNumber',
    'attachmentHash',
    'attachmentName',
    'reason',
    'note',
    'proposedBy',
    'confirmation',
    'confirmedBy',
    'confirmedOn',
    'confirmationReason',
    ...sourced,
  ],
  area: ['id', 'kind', 'name', 'corridor', 'countsTowardsPlan', 'note', 'stage', 'awardYear', ...sourced],
  areaTown: ['areaId', 'townCode', 'change'],
  areaMember: ['areaId', 'villageCode', 'since', 'membership', ...sourced],
  indicator: [
    'key',
    'kind',
    'position',
    'label',
    'unit',
    'domain',
    'attribute',
    'sentence',
    'place',
    'baseline',
    'baselineText',
    ...sourced,
  ],
  target: [
    ...(['indicatorKey', 'version', 'kind', 'text', 'value', 'inForceFrom'] as const),
    ...(['documentNumber', 'documentDay', 'attachmentHash', 'attachmentName', ...sourced] as const),
  ],
  method: [
    ...(['indicatorKey', 'version', 'text', 'settings', 'inForceFrom', 'reason'] as const),
    ...(['documentNumber', 'documentDay', 'attachmentHash', 'attachmentName', ...sourced] as const),
  ],
  observation: [
    ...(['indicatorKey', 'year', 'value', 'comparison', 'observedOn', 'documentNumber'] as const),
    ...(['attachmentHash', 'attachmentName', 'note', 'proposedBy', 'confirmation'] as const),
    ...(['confirmedBy', 'confirmedOn', 'confirmationReason', ...sourced] as const),
  ],
  areaStep: [
    'areaId',
    'sequence',
    'stage',
    'day',
    'precision',
    'documentNumber',
    'attachmentHash',
    'attachmentName',
    'reason',
    'note',
    'proposedBy',
    'confirmation',
    'confirmedBy',
    'confirmedOn',
    'confirmationReason',
    ...sourced,
  ],
  producer: [
    ...(['id', 'kind', 'name', 'creditCode', 'townCode', 'villageCode'] as const),
    ...(['pinyin', 'initials', 'introduction', ...sourced] as const),
  ],
  consortiumMember: ['consortiumId', 'producerId', 'since', ...sourced],
  base: ['id', 'producerId', 'villageCode', 'crop', 'area', ...sourced],
  brand: [
    ...(['id', 'kind', 'name', 'category', 'producerId', 'protection', 'protectedSince'] as const),
    ...(['specialityOf', 'description', ...sourced] as const),
  ],
  product: [
    ...(['id', 'producerId', 'status', ...productContent, 'pinyin', 'initials'] as const),
    ...(['verifyCode', 'verifyRevoked', 'withdrawnReason', ...sourced] as const),
  ],
  productBase: ['productId', 'baseId', 'change'],
  productDraft: ['productId', 'state', ...productContent, 'bases', 'reasons', ...reviewed, ...sourced],
  certificate: [
    ...(['id', 'scheme', 'number', 'firmCode', 'producerId', 'productId', 'validFrom', 'validTo'] as const),
    ...(['approvedOutput', 'attachmentHash', 'attachmentName', 'renews', 'review', ...reviewed, ...sourced] as const),
  ],
  certificateEvent: ['certificateId', 'sequence', 'kind', 'day', 'reason', 'recordedBy', ...sourced],
  output: ['productId', 'year', 'tonnes', 'acceptedTonnes', 'review', ...reviewed, ...sourced],
  localOutput: ['townCode', 'year', 'category', 'tonnes', 'note', ...sourced],
};

/** The columns of a registered table: a union with its history needs both halves alike. */
export function columnsOf(table: RegisteredName): readonly string[] {
  return columns[table];
}
