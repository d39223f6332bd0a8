/** The first register: accounts, towns, villages, titles, areas, the plan. Frozen: a later need is a later migration. */
import { type CreateTableBuilder, type Kysely, sql } from 'kysely';

type Build = (table: CreateTableBuilder<string>) => CreateTableBuilder<string>;

const text = (name: string) => (table: CreateTableBuilder<string>) =>
  table.addColumn(name, 'text', (column) => column.notNull());
const optional = (name: string) => (table: CreateTableBuilder<string>) => table.addColumn(name, 'text');
const integer = (name: string) => (table: CreateTableBuilder<string>) =>
  table.addColumn(name, 'integer', (column) => column.notNull());
const optionalInteger = (name: string) => (table: CreateTableBuilder<string>) => table.addColumn(name, 'integer');
const measure = (name: string) => (table: CreateTableBuilder<string>) =>
  table.addColumn(name, 'real', (column) => column.check(sql`${sql.ref(name)} >= 0`));
const count = (name: string) => (table: CreateTableBuilder<string>) =>
  table.addColumn(name, 'integer', (column) => column.check(sql`${sql.ref(name)} >= 0`));
const sourced = [text('origin'), optional('source')];

/** Each registered table has a twin for its ended versions: the same columns, and the change that ended them. */
const registered: Record<string, { key: string[]; columns: Build[]; references?: [string, string, string][] }> = {
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
      (table) => table.addColumn('collectiveIncome', 'real'),
      (table) => table.addColumn('incomePerHead', 'real'),
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
      ...[(table: CreateTableBuilder<string>) => table.addColumn('baseline', 'real'), optional('baselineText')],
      ...sourced,
    ],
  },
  target: {
    key: ['indicatorKey', 'version'],
    columns: [
      ...[text('indicatorKey'), integer('version'), text('kind'), text('text')],
      ...[(table: CreateTableBuilder<string>) => table.addColumn('value', 'real'), text('inForceFrom'), ...sourced],
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

const plain: Record<string, { key: string; columns: Build[] }> = {
  attachment: {
    key: 'hash',
    columns: [
      ...[text('hash'), text('mediaType'), integer('size')],
      ...[(table: CreateTableBuilder<string>) => table.addColumn('bytes', 'blob', (c) => c.notNull()), text('addedAt')],
    ],
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

  for (const [name, { key, columns, references = [] }] of Object.entries(registered)) {
    let table = build(db, name, [...columns, integer('change')])
      .addPrimaryKeyConstraint(`${name}Key`, key as never)
      .addForeignKeyConstraint(`${name}Change`, ['change'] as never, 'change', ['number']);
    for (const [column, parent, parentKey] of references)
      table = table.addForeignKeyConstraint(`${name}_${column}`, [column] as never, parent, [parentKey]);
    await table.modifyEnd(sql`strict`).execute();
    await db.schema.createIndex(`${name}ByChange`).on(name).column('change').execute();
    for (const [column] of references)
      await db.schema.createIndex(`${name}By_${column}`).on(name).column(column).execute();

    const history = `${name}History`;
    await build(db, history, [...columns, integer('change'), integer('endedBy')])
      .addPrimaryKeyConstraint(`${history}Key`, [...key, 'change'] as never)
      .modifyEnd(sql`strict`)
      .execute();
    for (const column of ['change', 'endedBy', ...references.map(([column]) => column)])
      await db.schema.createIndex(`${history}By_${column}`).on(history).column(column).execute();
  }
}

function build(db: Kysely<unknown>, name: string, columns: Build[]): CreateTableBuilder<string> {
  return columns.reduce<CreateTableBuilder<string>>((table, add) => add(table), db.schema.createTable(name));
}
