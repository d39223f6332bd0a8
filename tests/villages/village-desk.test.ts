/** What waits among the villages. */
import { beforeEach, expect, test } from 'vitest';
import { proposeRetention } from '#app/villages/propose-retention.server.ts';
import { declineRetention } from '#app/villages/settle-retention.server.ts';
import {
  countUnconfirmed,
  countWithoutLedger,
  listDeclinedRetentions,
  listRetentionProposals,
} from '#app/villages/village-desk.repository.server.ts';
import { chainHead } from '#db/chain.server.ts';
import type { Db } from '#db/client.server.ts';
import { factsRegister } from '#tests/support/database.ts';

const at = new Date('2026-11-24T08:00:00Z');
const liantang = '310118103';

let db: Db;
let code: string;
beforeEach(async () => {
  db = await factsRegister();
  const village = await db.selectFrom('village').select('code').where('name', '=', '泖甸村').executeTakeFirstOrThrow();
  code = village.code;
});

test('from the facts alone every village is open, and none has a ledger', async () => {
  expect(await countUnconfirmed(db, null, '2026-11-24')).toBe(83);
  expect(await countUnconfirmed(db, liantang, '2026-11-24')).toBe(25);
  expect(await countWithoutLedger(db, null, 2025)).toBe(83);
});

test('a proposal moves to the district’s queue, a declined one back to its town', async () => {
  await proposeRetention(db, { code, proposal: 'retained', note: '规划图上有', account: 'liantang', at });
  expect(await listRetentionProposals(db, null)).toMatchObject([{ code, retentionProposal: 'retained' }]);
  expect(await countUnconfirmed(db, liantang, '2026-11-24')).toBe(24);
  const { number: seenAt } = await chainHead(db);
  await declineRetention(db, { code, seenAt, reason: '与规划图不符', account: 'district', at });
  expect(await listRetentionProposals(db, null)).toEqual([]);
  expect(await listDeclinedRetentions(db, liantang)).toMatchObject([{ code }]);
  expect(await listDeclinedRetentions(db, '310118102')).toEqual([]);
});
