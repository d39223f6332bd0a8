/** The seven accounts of the demonstration. Their password is public: the server refuses to be reached from outside with them. */
import { hashPassword } from '#app/accounts/password.server.ts';
import type { Role } from '#app/accounts/policy.rules.ts';
import type { Db } from '#db/client.server.ts';
import { recordChange } from '#db/record-change.server.ts';
import { district, offices, secondDistrict } from './timeline.ts';

const password = 'qingxi-demo-2025';

const accounts: readonly { username: string; name: string; role: Role; townCode: string | null }[] = [
  { username: district, name: '区农业农村委', role: 'district', townCode: null },
  { username: secondDistrict, name: '区发展改革委', role: 'district', townCode: null },
  ...offices.map(({ username, town, townName }) => ({
    username,
    name: `${townName}镇农业农村办`,
    role: 'town' as const,
    townCode: town,
  })),
  { username: 'coop', name: '演示稻米合作社', role: 'producer', townCode: null },
  { username: 'viewer', name: '演示查阅员', role: 'viewer', townCode: null },
];

/** Adds the accounts as one change and marks the register as a demonstration. */
export async function seedAccounts(db: Db, at: Date): Promise<void> {
  // One hash for all: hashing is slow on purpose, and these accounts share their password anyway.
  const passwordHash = await hashPassword(password);
  await recordChange(db, { kind: 'seed', account: null, reason: '演示账户', at }, async (trx, change) => {
    await trx
      .insertInto('account')
      .values(accounts.map((account) => ({ ...account, active: 1 as const, origin: 'demo' as const, change })))
      .execute();
    await trx
      .insertInto('credential')
      .values(
        accounts.map(({ username }) => ({
          username,
          passwordHash,
          mustChange: 0 as const,
          changedAt: at.toISOString(),
          firstUntil: null,
        })),
      )
      .execute();
    await trx.insertInto('register').values({ key: 'demo', value: '1' }).execute();
  });
}
