import { inspectUpload, type Upload } from '#app/attachments/inspect-upload.server.ts';
import { keepFile } from '#app/attachments/keep-file.server.ts';
import { dayInShanghai } from '#app/day.ts';
import { invalid, notFound, Problem } from '#app/problem.ts';
import type { Db } from '#db/client.server.ts';
import { recordChange } from '#db/record-change.server.ts';
import { insertMethod, listMethodVersions } from './method.repository.server.ts';
import { checkMethodRevision, settableOf, settingsAfter } from './method-revision.rules.ts';
import type { MethodRevision } from './method-revision.schema.ts';
import { getIndicator, listTargetVersions } from './target.repository.server.ts';

interface Revision {
  key: string;
  form: MethodRevision;
  upload: Upload | null;
  account: string;
  at: Date;
}

/** What the method page of an indicator shows. @throws Problem `not-found` where nothing of its method can be set */
export async function getSettableMethod(db: Db, key: string) {
  const indicator = await getIndicator(db, key);
  const versions = await listMethodVersions(db, key);
  const settable = settableOf(key, (await listTargetVersions(db, key)).at(-1));
  const latest = versions.at(-1);
  if (settable === null || latest === undefined) throw notFound('这项指标的口径设置');
  return { indicator, versions, settable, latest };
}

/**
 * Sets a method anew, with its reason: a new version in force from a day. The one before stays and counts until then.
 *
 * @returns the change's number
 * @throws Problem `not-found`; `invalid`; `conflict` where somebody set it anew since the form was loaded
 */
export async function reviseMethod(register: Db, { key, form, upload, account, at }: Revision) {
  const file = upload && (await inspectUpload(upload));
  const { indicator } = await getSettableMethod(register, key);
  const what = { kind: 'method-revise', account, reason: `${indicator.label}：${form.reason}`, at } as const;
  const { change } = await recordChange(register, what, async (trx, change) => {
    const { settable, latest } = await getSettableMethod(trx, key);
    if (latest.change > form.change)
      throw new Problem('conflict', '您打开表单之后，别人调整了这项口径。请看过现有的口径后再提交一次。');
    const errors = checkMethodRevision(form, { latest, today: dayInShanghai(at) });
    if (errors.length > 0) throw invalid(errors);
    const kept = await keepFile(trx, file, at);
    const { text, reason, documentNumber, documentDay, inForceFrom } = form;
    await insertMethod(trx, {
      ...{ indicatorKey: key, version: latest.version + 1, text, settings: settingsAfter(settable, latest, form) },
      ...{ reason, documentNumber, documentDay, inForceFrom, source: null, origin: 'entered', change },
      ...{ attachmentHash: kept?.hash ?? null, attachmentName: kept?.name ?? null },
    });
  });
  return change;
}
