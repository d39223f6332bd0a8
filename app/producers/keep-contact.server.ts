/** Keeping whom to ring up. It stands outside the changes, so that it can be removed; so it is not merged either. */
import { Problem } from '#app/problem.ts';
import type { Db } from '#db/client.server.ts';
import { findContact, putContact } from './producer.repository.server.ts';
import type { KeepContact } from './producer.schema.ts';

interface Kept extends KeepContact {
  producerId: string;
  at: Date;
}

/** @throws Problem `conflict` where somebody else has written or removed it since the form was loaded */
export async function keepContact(db: Db, { producerId, person, phone, loadedAt, at }: Kept): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const present = await findContact(trx, producerId);
    const isSame = present?.person === person && present.phone === phone;
    if (!isSame && (present?.updatedAt ?? '') !== loadedAt) throw overtaken(present);
    await putContact(trx, { producerId, person, phone, updatedAt: at.toISOString() });
  });
}

function overtaken(present: { person: string; phone: string } | undefined): Problem {
  const what = present ? `别人已改成“${present.person}，${present.phone}”` : '联系方式已被删除';
  return new Problem('conflict', `您打开这一页之后，${what}，所以没有保存。如仍要用您填写的，请再保存一次。`);
}
