import { createHash } from 'node:crypto';
import type { Reader } from '#app/accounts/policy.rules.ts';
import { insertAttachmentIfAbsent } from '#app/attachments/attachment.repository.server.ts';
import { invalid } from '#app/problem.ts';
import type { Db } from '#db/client.server.ts';
import { newId } from '#db/id.server.ts';
import { renderReport } from './report.pdf.server.ts';
import { insertReport } from './report.repository.server.ts';
import type { KeepReport } from './report.schema.ts';
import { getReport } from './report.server.ts';
import type { Typst } from './typst.server.ts';

interface Making {
  reader: NonNullable<Reader>;
  now: Date;
  /** The latest change. */
  latest: number;
  publicUrl: string;
  typst: Pick<Typst, 'render'>;
}

/**
 * Makes a report and keeps its very bytes by their hash: whoever opens it later opens the same file.
 *
 * @returns the identity of the kept report
 * @throws Problem `invalid` at the field of a change that was not made yet or a day to come
 */
export async function keepReport(register: Db, asked: KeepReport, making: Making): Promise<string> {
  const { kind, town, asOf } = asked;
  const { reader, now, latest, publicUrl, typst } = making;
  const change = asked.change ?? latest;
  if (change > latest) throw invalid([{ path: 'change', message: `现在最新是第 ${latest} 号` }]);
  const report = await getReport(register, { kind, town }, { asOf, change, generatedAt: now, publicUrl });
  const pdf = await renderReport(typst, report);
  const hash = createHash('sha256').update(pdf).digest('hex');
  const id = newId();
  const at = now.toISOString();
  await register.transaction().execute(async (trx) => {
    await insertAttachmentIfAbsent(trx, {
      ...{ hash, mediaType: 'application/pdf', size: pdf.length },
      ...{ bytes: Buffer.from(pdf), addedAt: at },
    });
    await insertReport(trx, {
      ...{ id, kind, townCode: town, asOf, readAt: change, title: report.title, code: report.verify.code, hash },
      ...{ madeBy: reader.username, madeIn: reader.townCode, madeAt: at, public: asked.public ? 1 : 0 },
    });
  });
  return id;
}
