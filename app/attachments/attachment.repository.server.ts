/** Files by the SHA-256 of their bytes: the same file is kept once, whoever brings it. */
import type { Scope } from '#app/accounts/policy.rules.ts';
import { notFound } from '#app/problem.ts';
import type { Db } from '#db/client.server.ts';
import type { NewRow, Row } from '#db/tables.ts';

export async function insertAttachmentIfAbsent(trx: Db, attachment: NewRow<'attachment'>): Promise<void> {
  await trx
    .insertInto('attachment')
    .values(attachment)
    .onConflict((conflict) => conflict.column('hash').doNothing())
    .execute();
}

/** A file, and the name under which something within reach refers to it, now or in its history. */
export interface AttachedFile extends Row<'attachment'> {
  name: string | null;
}

/**
 * @param scope only what it reaches opens the file: steps of titles and areas, certificates, the plan's papers
 * @throws Problem `not-found` where nothing within reach refers to such a file: one cannot find out what others keep
 */
export async function getAttachment(db: Db, hash: string, scope: Scope): Promise<AttachedFile> {
  const reference = await findReference(db, hash, scope);
  const attachment =
    reference && (await db.selectFrom('attachment').selectAll().where('hash', '=', hash).executeTakeFirst());
  if (!attachment) throw notFound('这份附件');
  return { ...attachment, name: reference.attachmentName };
}

async function findReference(db: Db, hash: string, scope: Scope) {
  return (
    (await findStep(db, hash, scope)) ??
    (await findAreaStep(db, hash, scope)) ??
    (await findCertificate(db, hash, scope)) ??
    (await findPlanPaper(db, hash, scope))
  );
}

/** The papers of targets, methods and observations are the district's: its own readers see them, and the towns' offices. */
async function findPlanPaper(db: Db, hash: string, scope: Scope) {
  if (scope.kind === 'none' || scope.kind === 'producer') return undefined;
  const names = ['attachmentName', 'attachmentHash'] as const;
  return db
    .selectFrom(
      db
        .selectFrom('observation')
        .select(names)
        .unionAll(db.selectFrom('observationHistory').select(names))
        .unionAll(db.selectFrom('target').select(names))
        .unionAll(db.selectFrom('targetHistory').select(names))
        .unionAll(db.selectFrom('method').select(names))
        .unionAll(db.selectFrom('methodHistory').select(names))
        .as('paper'),
    )
    .select('paper.attachmentName')
    .where('paper.attachmentHash', '=', hash)
    .executeTakeFirst();
}

/** The scan of a certificate: for its producer, its town, and those who see all. */
async function findCertificate(db: Db, hash: string, scope: Scope) {
  if (scope.kind === 'none') return undefined;
  const names = ['attachmentName', 'attachmentHash', 'producerId'] as const;
  let references = db
    .selectFrom(
      db.selectFrom('certificate').select(names).unionAll(db.selectFrom('certificateHistory').select(names)).as('scan'),
    )
    .innerJoin('producer', 'producer.id', 'scan.producerId')
    .select('scan.attachmentName')
    .where('scan.attachmentHash', '=', hash);
  if (scope.kind === 'town') references = references.where('producer.townCode', '=', scope.town);
  if (scope.kind === 'producer') references = references.where('producer.id', '=', scope.producer);
  return references.executeTakeFirst();
}

async function findStep(db: Db, hash: string, scope: Scope) {
  if (scope.kind === 'none' || scope.kind === 'producer') return undefined;
  const names = ['attachmentName', 'titleId', 'attachmentHash'] as const;
  const steps = db.selectFrom('titleStep').select(names);
  const references = db
    .selectFrom(steps.unionAll(db.selectFrom('titleStepHistory').select(names)).as('step'))
    .select('step.attachmentName')
    .where('step.attachmentHash', '=', hash);
  if (scope.kind !== 'town') return references.executeTakeFirst();
  // Asked of each step by itself: titles put together with their history would be read to their end.
  return references
    .where(({ or, exists, selectFrom }) =>
      or([
        exists(
          selectFrom('title')
            .innerJoin('village', 'village.code', 'title.villageCode')
            .select('title.id')
            .whereRef('title.id', '=', 'step.titleId')
            .where('village.townCode', '=', scope.town),
        ),
        exists(
          selectFrom('titleHistory')
            .innerJoin('village', 'village.code', 'titleHistory.villageCode')
            .select('titleHistory.id')
            .whereRef('titleHistory.id', '=', 'step.titleId')
            .where('village.townCode', '=', scope.town),
        ),
      ]),
    )
    .executeTakeFirst();
}

async function findAreaStep(db: Db, hash: string, scope: Scope) {
  if (scope.kind === 'none' || scope.kind === 'producer') return undefined;
  const names = ['attachmentName', 'areaId', 'attachmentHash'] as const;
  const steps = db.selectFrom('areaStep').select(names);
  let references = db
    .selectFrom(steps.unionAll(db.selectFrom('areaStepHistory').select(names)).as('step'))
    .select('step.attachmentName')
    .where('step.attachmentHash', '=', hash);
  if (scope.kind === 'town') {
    const areas = db.selectFrom('areaTown').select('areaId').where('townCode', '=', scope.town);
    references = references.where('step.areaId', 'in', areas);
  }
  return references.executeTakeFirst();
}
