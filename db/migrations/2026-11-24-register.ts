/** The first register: accounts, towns, villages, titles, areas, the plan. Frozen: a later need is a later migration. */
import { type Kysely, sql } from 'kysely';
import {
  amount,
  type Build,
  build,
  count,
  createRegistered,
  integer,
  measure,
  optional,
  optionalInteger,
  type Registered,
  sourced,
  text,
} from './table-builder.ts';

const registered: Record<string, Registered> = {
  account: {
    key: ['username'],
    columns: [
      ...[text('username'), text('name'), text('role'), optional('townCode')],
      ...[integer('active'), text('origin')],
    ],
  },
  town: { key: ['code'], columns: [text('code'), text('name'), text('shortName'), ...sourced] },
  village: {
    key: ['code'],
    columns: [
      ...[text('code'), text('name'), text('townCode'), text('pinyin'), text('initials'), text('retention')],
      ...[optional('retentionProposal'), optional('retentionProposedBy'), optional('retentionNote')],
      ...[optional('introduction'), optional('industry'), optional('settlements'), ...sourced],
    ],
    references: [['townCode', 'town', 'code']],
  },
  villageEvent: {
    key: ['id'],
    columns: [
      ...[text('id'), text('villageCode'), text('kind'), text('day'), optional('oldName'), optional('newName')],
      ...[optional('successorCode'), optional('documentNumber'), optional('note'), ...sourced],
    ],
    references: [
      ['villageCode', 'village', 'code'],
      ['successorCode', 'village', 'code'],
    ],
  },
  statistic: {
    key: ['villageCode', 'year'],
    columns: [
      ...[text('villageCode'), integer('year')],
      ...['households', 'registeredPopulation', 'residentPopulation', 'migrantPopulation'].map(count),
      ...['villageGroups', 'partyMembers'].map(count),
      ...['area', 'farmland', 'grainField', 'vegetableField', 'woodland', 'fishpond'].map(measure),
      // Income may be negative in a bad year: no check.
      amount('collectiveIncome'),
      amount('incomePerHead'),
      ...sourced,
    ],
    references: [['villageCode', 'village', 'code']],
  },
  programme: {
    key: ['key'],
    columns: [
      ...[text('key'), text('name'), text('shortName'), optional('level'), integer('position')],
      ...[optional('description'), ...sourced],
    ],
  },
  title: {
    key: ['id'],
    columns: [
      ...[text('id'), text('villageCode'), text('programmeKey'), optionalInteger('awardYear'), text('stage')],
      ...[optional('note'), ...sourced],
    ],
    references: [
      ['villageCode', 'village', 'code'],
      ['programmeKey', 'programme', 'key'],
    ],
  },
  titleStep: {
    key: ['titleId', 'sequence'],
    columns: [
      ...[text('titleId'), integer('sequence'), text('stage'), text('day'), text('precision')],
      ...['documentNumber', 'attachmentHash', 'attachmentName', 'reason', 'note', 'proposedBy'].map(optional),
      ...['confirmation', 'confirmedBy', 'confirmedOn', 'confirmationReason'].map(optional),
      ...sourced,
    ],
    references: [
      ['titleId', 'title', 'id'],
      ['attachmentHash', 'attachment', 'hash'],
    ],
  },
  area: {
    key: ['id'],
    columns: [
      ...[text('id'), text('kind'), text('name'), optional('corridor'), integer('countsTowardsPlan')],
      ...[optional('note'), ...sourced],
    ],
  },
  areaTown: {
    key: ['areaId', 'townCode'],
    columns: [text('areaId'), text('townCode')],
    references: [
      ['areaId', 'area', 'id'],
      ['townCode', 'town', 'code'],
    ],
  },
  areaMember: {
    key: ['areaId', 'villageCode'],
    columns: [text('areaId'), text('villageCode'), optional('since'), text('membership'), ...sourced],
    references: [
      ['areaId', 'area', 'id'],
      ['villageCode', 'village', 'code'],
    ],
  },
  indicator: {
    key: ['key'],
    columns: [
      ...[text('key'), text('kind'), integer('position'), text('label'), text('unit')],
      ...[optional('domain'), optional('attribute'), text('sentence'), text('place')],
      ...[amount('baseline'), optional('baselineText')],
      ...sourced,
    ],
  },
  target: {
    key: ['indicatorKey', 'version'],
    columns: [
      ...[text('indicatorKey'), integer('version'), text('kind'), text('text')],
      ...[amount('value'), text('inForceFrom'), ...sourced],
    ],
    references: [['indicatorKey', 'indicator', 'key']],
  },
  method: {
    key: ['indicatorKey', 'version'],
    columns: [
      ...[text('indicatorKey'), integer('version'), text('text'), text('settings'), text('inForceFrom')],
      ...sourced,
    ],
    references: [['indicatorKey', 'indicator', 'key']],
  },
};

const bytes: Build = (table) => table.addColumn('bytes', 'blob', (column) => column.notNull());

const plain: Record<string, { key: string; columns: Build[] }> = {
  attachment: {
    key: 'hash',
    columns: [...[text('hash'), text('mediaType'), integer('size')], ...[bytes, text('addedAt')]],
  },
  credential: {
    key: 'username',
    columns: [
      ...[text('username'), text('passwordHash'), integer('mustChange'), text('changedAt')],
      ...[optional('lastSignInAt'), optional('previousSignInAt')],
    ],
  },
  session: {
    key: 'tokenHash',
    columns: [
      ...[text('tokenHash'), text('username'), text('createdAt'), text('lastSeenAt'), text('endsAt')],
      ...[optional('revokedAt'), optional('device')],
    ],
  },
  keptForm: {
    key: 'id',
    columns: [text('id'), text('username'), text('path'), text('fields'), text('keptAt')],
  },
  register: { key: 'key', columns: [text('key'), text('value')] },
};

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('change')
    .addColumn('number', 'integer', (column) => column.primaryKey())
    .addColumn('at', 'text', (column) => column.notNull())
    .addColumn('account', 'text')
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('reason', 'text')
    .addColumn('town', 'text')
    .addColumn('undoes', 'integer', (column) => column.references('change.number'))
    .addColumn('previousHash', 'text', (column) => column.notNull())
    .addColumn('hash', 'text')
    .modifyEnd(sql`strict`)
    .execute();
  await db.schema.createIndex('changeOpen').on('change').column('number').where(sql.ref('hash'), 'is', null).execute();
  for (const column of ['account', 'kind', 'undoes'])
    await db.schema.createIndex(`changeBy_${column}`).on('change').columns([column, 'number']).execute();

  for (const [name, { key, columns }] of Object.entries(plain))
    await build(db, name, columns)
      .addPrimaryKeyConstraint(`${name}Key`, [key] as never)
      .modifyEnd(sql`strict`)
      .execute();
  await db.schema.createIndex('sessionByUser').on('session').column('username').execute();

  for (const [name, table] of Object.entries(registered)) await createRegistered(db, name, table);
}
