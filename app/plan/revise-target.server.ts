import { inspectUpload, type Upload } from '#app/attachments/inspect-upload.server.ts';
import { keepFile } from '#app/attachments/keep-file.server.ts';
import { dayInShanghai } from '#app/day.ts';
import { invalid, Problem } from '#app/problem.ts';
import type { Db } from '#db/client.server.ts';
import { recordChange } from '#db/record-change.server.ts';
import { checkRevision } from './observation.rules.ts';
import type { ReviseTarget } from './observation.schema.ts';
import { getIndicator, insertTarget, listTargetVersions } from './target.repository.server.ts';

interface Revision {
  key: string;
  form: ReviseTarget;
  upload: Upload | null;
  account: string;
  at: Date;
}

/**
 * Sets a target anew, by its document: a new version in force from a day. The one before stays and holds until then.
 *
 * @returns the change's number
 * @throws Problem `not-found`; `invalid`; `conflict` where somebody set it anew since the form was loaded
 */
export async function reviseTarget(register: Db, { key, form, upload, account, at }: Revision) {
  const file = upload && (await inspectUpload(upload));
  const { label } = await getIndicator(register, key);
  const { change: loadedAt, ...target } = form;
  const what = { kind: 'target-revise', account, reason: `${label}：${target.text}`, at } as const;
  const { change } = await recordChange(register, what, async (trx, change) => {
    const latest = (await listTargetVersions(trx, key)).at(-1) ?? null;
    if (latest !== null && latest.change > loadedAt)
      throw new Problem('conflict', `您打开表单之后，别人把目标改成了“${latest.text}”。请核对后再提交一次。`);
    const errors = checkRevision(form, { latest, today: dayInShanghai(at) });
    if (errors.length > 0) throw invalid(errors);
    const kept = await keepFile(trx, file, at);
    await insertTarget(trx, {
      ...{ ...target, indicatorKey: key, version: (latest?.version ?? 0) + 1, source: target.documentNumber, change },
      ...{ attachmentHash: kept?.hash ?? null, attachmentName: kept?.name ?? null, origin: 'entered' },
    });
  });
  return change;
}
