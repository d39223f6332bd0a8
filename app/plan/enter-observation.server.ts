import { inspectUpload, type Upload } from '#app/attachments/inspect-upload.server.ts';
import { keepFile } from '#app/attachments/keep-file.server.ts';
import { baseOf, mergeRow } from '#app/changes/merge-row.server.ts';
import { dayInShanghai } from '#app/day.ts';
import { invalid, notFound } from '#app/problem.ts';
import type { Db } from '#db/client.server.ts';
import { recordChange } from '#db/record-change.server.ts';
import { findObservation, insertObservation, updateObservation } from './observation.repository.server.ts';
import { checkObservation } from './observation.rules.ts';
import type { EnterObservation, Observation } from './observation.schema.ts';
import { observedOn } from './observed-figure.rules.ts';
import { readObservedGround } from './plan.repository.server.ts';

interface Entering {
  key: string;
  year: number;
  form: EnterObservation;
  upload: Upload | null;
  /** Fields for which another's value is left standing. */
  left: readonly string[];
  account: string;
  at: Date;
}

const fields = ['value', 'comparison', 'observedOn', 'source', 'documentNumber', 'note'] as const;
type Entered = Pick<Observation, 'comparison' | 'documentNumber' | 'note' | 'source'> & {
  /** Null while the year has no row. */
  value: number | null;
  observedOn: string | null;
};

/**
 * Enters or corrects what a year came to, merged with what others wrote since the form was loaded. It waits for a second
 * account of the district, a correction too.
 *
 * @returns the change's number (null where nothing differed) and the fields that somebody else had changed meanwhile
 * @throws Problem `not-found`; `invalid`; `conflict` with a Conflict
 */
export async function enterObservation(register: Db, entering: Entering) {
  const { key, year, form, upload, left, account, at } = entering;
  const file = upload && (await inspectUpload(upload));
  const today = dayInShanghai(at);
  const observed = observedOn(await readObservedGround(register), key, today);
  if (observed === null) throw notFound('这项指标');
  const reason = `${observed.indicator.label} ${year}年`;
  const what = { kind: 'observation-enter', account, reason, at } as const;
  const { change, result } = await recordChange(register, what, async (trx, change) => {
    const present = await findObservation(trx, key, year);
    const base = await baseOf(trx, present, form.change, (db) => findObservation(db, key, year));
    const { merged, joined } = await mergeRow(trx, {
      ...{ table: 'observation', key: { indicatorKey: key, year }, loadedAt: form.change, latest: change - 1, left },
      ...{ base: enteredOf(base), theirs: enteredOf(present), mine: enteredOf(form) },
    });
    const stands = fields.every((field) => merged[field] === enteredOf(present)[field]);
    if (stands && file === null && present?.confirmation !== 'declined') return joined;
    const { value, observedOn } = merged;
    if (value === null || observedOn === null) throw invalid([{ path: 'value', message: '请填写数值和公布日期' }]);
    const errors = checkObservation({ ...merged, value, observedOn }, { year, today, settings: observed.settings });
    if (errors.length > 0) throw invalid(errors);
    const kept = await keepFile(trx, file, at);
    const row = {
      ...{ ...merged, value, observedOn, proposedBy: account, origin: 'entered' as const, change },
      ...(kept && { attachmentHash: kept.hash, attachmentName: kept.name }),
      ...{ confirmation: 'pending' as const, confirmedBy: null, confirmedOn: null, confirmationReason: null },
    };
    if (present) await updateObservation(trx, { key, year }, row);
    else await insertObservation(trx, { ...row, indicatorKey: key, year });
    return joined;
  });
  return { change, joined: result ?? [] };
}

function enteredOf(row: EnterObservation | Observation | undefined): Entered {
  const { value = null, comparison = null, observedOn = null, source = null } = row ?? {};
  return {
    value,
    comparison,
    observedOn,
    source,
    documentNumber: row?.documentNumber ?? null,
    note: row?.note ?? null,
  };
}
