/** Producers, brands, products, certificates, outputs; the stages of areas. Frozen: a later need is a later migration. */
import { type Kysely, sql } from 'kysely';
import {
  amount,
  build,
  createRegistered,
  integer,
  measure,
  optional,
  optionalInteger,
  type Registered,
  sourced,
  text,
} from './table-builder.ts';

/** What a producer says of a product: as accepted on the product, as proposed on its draft. */
const productContent = [
  ...[text('category'), text('name'), optional('variety'), optional('regionalBrandId'), optional('brandId')],
  ...[optional('season'), optional('packaging'), optional('description'), optional('gtin'), text('pictures')],
];

const review = [optional('reviewReason'), optional('submittedBy')];

const registered: Record<string, Registered> = {
  producer: {
    key: ['id'],
    columns: [
      ...[text('id'), text('kind'), text('name'), optional('creditCode'), text('townCode'), optional('villageCode')],
      ...[text('pinyin'), text('initials'), optional('introduction'), ...sourced],
    ],
    references: [
      ['townCode', 'town', 'code'],
      ['villageCode', 'village', 'code'],
    ],
  },
  consortiumMember: {
    key: ['consortiumId', 'producerId'],
    columns: [text('consortiumId'), text('producerId'), optional('since'), ...sourced],
    references: [
      ['consortiumId', 'producer', 'id'],
      ['producerId', 'producer', 'id'],
    ],
  },
  base: {
    key: ['id'],
    columns: [text('id'), text('producerId'), text('villageCode'), text('crop'), measure('area'), ...sourced],
    references: [
      ['producerId', 'producer', 'id'],
      ['villageCode', 'village', 'code'],
    ],
  },
  brand: {
    key: ['id'],
    columns: [
      ...[text('id'), text('kind'), text('name'), optional('category'), optional('producerId'), optional('protection')],
      ...[optionalInteger('protectedSince'), optional('specialityOf'), optional('description'), ...sourced],
    ],
    references: [
      ['producerId', 'producer', 'id'],
      ['specialityOf', 'town', 'code'],
    ],
  },
  product: {
    key: ['id'],
    columns: [
      ...[text('id'), text('producerId'), text('status'), ...productContent, text('pinyin'), text('initials')],
      ...[text('verifyCode'), integer('verifyRevoked'), optional('withdrawnReason'), ...sourced],
    ],
    references: [
      ['producerId', 'producer', 'id'],
      ['regionalBrandId', 'brand', 'id'],
      ['brandId', 'brand', 'id'],
    ],
  },
  productBase: {
    key: ['productId', 'baseId'],
    columns: [text('productId'), text('baseId')],
    references: [
      ['productId', 'product', 'id'],
      ['baseId', 'base', 'id'],
    ],
  },
  productDraft: {
    key: ['productId'],
    columns: [
      text('productId'),
      text('state'),
      ...productContent,
      text('bases'),
      optional('reasons'),
      ...review,
      ...sourced,
    ],
    references: [['productId', 'product', 'id']],
  },
  certificate: {
    key: ['id'],
    columns: [
      ...[text('id'), text('scheme'), text('number'), optional('firmCode'), text('producerId'), text('productId')],
      ...[text('validFrom'), optional('validTo'), measure('approvedOutput'), optional('attachmentHash')],
      ...[optional('attachmentName'), optional('renews'), text('review'), ...review, ...sourced],
    ],
    references: [
      ['producerId', 'producer', 'id'],
      ['productId', 'product', 'id'],
      ['attachmentHash', 'attachment', 'hash'],
      ['renews', 'certificate', 'id'],
    ],
  },
  certificateEvent: {
    key: ['certificateId', 'sequence'],
    columns: [
      ...[
        text('certificateId'),
        integer('sequence'),
        text('kind'),
        text('day'),
        text('reason'),
        optional('recordedBy'),
      ],
      ...sourced,
    ],
    references: [['certificateId', 'certificate', 'id']],
  },
  output: {
    key: ['productId', 'year'],
    columns: [text('productId'), integer('year'), amount('tonnes'), text('review'), ...review, ...sourced],
    references: [['productId', 'product', 'id']],
  },
  localOutput: {
    key: ['townCode', 'year', 'category'],
    columns: [text('townCode'), integer('year'), text('category'), amount('tonnes'), optional('note'), ...sourced],
    references: [['townCode', 'town', 'code']],
  },
  areaStep: {
    key: ['areaId', 'sequence'],
    columns: [
      ...[text('areaId'), integer('sequence'), text('stage'), text('day'), text('precision')],
      ...['documentNumber', 'attachmentHash', 'attachmentName', 'reason', 'note', 'proposedBy'].map(optional),
      ...['confirmation', 'confirmedBy', 'confirmedOn', 'confirmationReason'].map(optional),
      ...sourced,
    ],
    references: [
      ['areaId', 'area', 'id'],
      ['attachmentHash', 'attachment', 'hash'],
    ],
  },
};

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const [name, table] of Object.entries(registered)) await createRegistered(db, name, table);
  await db.schema.createIndex('productVerifyCode').unique().on('product').column('verifyCode').execute();

  for (const table of ['account', 'accountHistory'])
    await db.schema.alterTable(table).addColumn('producerId', 'text').execute();
  for (const table of ['area', 'areaHistory'])
    for (const column of ['stage', 'awardYear'] as const)
      await db.schema
        .alterTable(table)
        .addColumn(column, column === 'stage' ? 'text' : 'integer')
        .execute();

  await build(db, 'producerContact', [text('producerId'), text('person'), text('phone'), text('updatedAt')])
    .addPrimaryKeyConstraint('producerContactKey', ['producerId'] as never)
    .modifyEnd(sql`strict`)
    .execute();
  await build(db, 'joinRequest', [
    ...[text('id'), text('state'), text('kind'), text('name'), optional('creditCode'), text('townCode')],
    ...[optional('villageCode'), text('person'), text('phone'), text('username'), optional('passwordHash')],
    ...[optional('note'), text('submittedAt'), optional('reason'), optional('settledBy'), optional('settledAt')],
    ...[optional('producerId')],
  ])
    .addPrimaryKeyConstraint('joinRequestKey', ['id'] as never)
    .modifyEnd(sql`strict`)
    .execute();
  await build(db, 'calendarFeed', [text('username'), text('tokenHash'), text('createdAt')])
    .addPrimaryKeyConstraint('calendarFeedKey', ['username'] as never)
    .modifyEnd(sql`strict`)
    .execute();
}
