/** The town's answer to a request for an account. */
import { findAccount, insertAccount, putCredential } from '#app/accounts/account.repository.server.ts';
import { Problem } from '#app/problem.ts';
import { spell } from '#app/villages/spelling.server.ts';
import type { Db } from '#db/client.server.ts';
import { newId } from '#db/id.server.ts';
import { recordChange } from '#db/record-change.server.ts';
import { getJoinRequest, type JoinRequest, updateJoinRequest } from './join-request.repository.server.ts';
import {
  findContact,
  findProducerByCode,
  getProducer,
  insertProducer,
  putContact,
} from './producer.repository.server.ts';

interface Settlement {
  id: string;
  account: string;
  at: Date;
}

/**
 * Makes the asker a producer with an account of its own.
 *
 * @returns the producer's identity and the change's number
 * @throws Problem `not-found`; `conflict` where the request was settled meanwhile, the username was taken meanwhile, or
 *   a producer bears its code already: one producer is one row
 */
export async function acceptRequest(db: Db, { id, account, at }: Settlement) {
  const { townCode: town, name: reason } = await getJoinRequest(db, id);
  const producerId = newId();
  const { change } = await recordChange(
    db,
    { kind: 'producer-join', account, town, reason, at },
    async (trx, change) => {
      const request = await waitingRequest(trx, id);
      const { kind, name, creditCode, townCode, villageCode } = request;
      if (creditCode !== null && (await findProducerByCode(trx, creditCode)))
        throw new Problem('conflict', '已有经营主体登记了这个统一社会信用代码，不能再新建一个。');
      await insertProducer(trx, {
        ...{ id: producerId, kind, name, creditCode, townCode, villageCode, ...spell(name) },
        ...{ introduction: null, origin: 'entered', source: null, change },
      });
      await openAccount(trx, request, { producerId, by: account, at, change });
    },
  );
  return { producerId, change };
}

/**
 * Gives the asker an account for a producer that is registered already.
 *
 * @throws as acceptRequest
 */
export async function attachRequest(
  db: Db,
  { id, producerId, account, at }: Settlement & { producerId: string },
): Promise<{ producerId: string; change: number | null }> {
  const { townCode: town, name: reason } = await getProducer(db, producerId);
  const { change } = await recordChange(
    db,
    { kind: 'producer-join', account, town, reason, at },
    async (trx, change) => {
      const request = await waitingRequest(trx, id);
      await getProducer(trx, producerId);
      await openAccount(trx, request, { producerId, by: account, at, change });
    },
  );
  return { producerId, change };
}

/**
 * Sends a request back with the reason. The register is not touched, so there is no change.
 *
 * @throws Problem `not-found`; `conflict` where the request was settled meanwhile
 */
export async function declineRequest(db: Db, { id, reason, account, at }: Settlement & { reason: string }) {
  await getJoinRequest(db, id);
  const settled = {
    state: 'declined',
    reason,
    settledBy: account,
    settledAt: at.toISOString(),
    passwordHash: null,
  } as const;
  if (!(await updateJoinRequest(db, { id, state: 'waiting' }, settled))) throw settledMeanwhile();
}

const settledMeanwhile = () => new Problem('conflict', '这份申请刚才已经处理过了，请重新打开看结果。');

async function waitingRequest(trx: Db, id: string): Promise<JoinRequest & { passwordHash: string }> {
  const request = await getJoinRequest(trx, id);
  const { state, passwordHash } = request;
  if (state !== 'waiting' || passwordHash === null) throw settledMeanwhile();
  return { ...request, passwordHash };
}

interface Opening {
  producerId: string;
  by: string;
  at: Date;
  change: number;
}

/** The account with the password that its owner chose, the contact, and the request marked as accepted. */
async function openAccount(
  trx: Db,
  request: Awaited<ReturnType<typeof waitingRequest>>,
  { producerId, by, at, change }: Opening,
): Promise<void> {
  const { id, username, name, passwordHash, person, phone } = request;
  if (await findAccount(trx, username))
    throw new Problem('conflict', `用户名“${username}”已被别人使用，请退回申请，请对方换一个用户名。`);
  const now = at.toISOString();
  await insertAccount(trx, {
    ...{ username, name, role: 'producer', townCode: null, producerId, active: 1 },
    ...{ origin: 'entered', change },
  });
  await putCredential(trx, { username, passwordHash, changedAt: now, firstUntil: null });
  if (!(await findContact(trx, producerId))) await putContact(trx, { producerId, person, phone, updatedAt: now });
  const settled = { state: 'accepted', settledBy: by, settledAt: now, passwordHash: null, producerId } as const;
  await updateJoinRequest(trx, { id, state: 'waiting' }, settled);
}
