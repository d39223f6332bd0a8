/** That a contact was removed, by whom and when: never what it was. */
import { type Kysely, sql } from 'kysely';
import { build, text } from './table-builder.ts';

export async function up(db: Kysely<unknown>): Promise<void> {
  await build(db, 'contactRemoval', [text('producerId'), text('removedBy'), text('removedAt')])
    .addPrimaryKeyConstraint('contactRemovalKey', ['producerId', 'removedAt'] as never)
    .addForeignKeyConstraint('contactRemoval_producerId', ['producerId'] as never, 'producer', ['id'])
    .modifyEnd(sql`strict`)
    .execute();
}
