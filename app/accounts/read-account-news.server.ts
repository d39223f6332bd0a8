import type { Db } from '#db/client.server.ts';
import { findCredential, listAmendments } from './account.repository.server.ts';
import { type AccountNews, accountNews } from './account-news.rules.ts';
import { listDevices } from './session.repository.server.ts';

/** What happened to an account in the days before its owner signed in at `signedInAt`, an instant. */
export async function readAccountNews(db: Db, username: string, signedInAt: string): Promise<AccountNews[]> {
  const credential = await findCredential(db, username);
  const facts = {
    passwordChosenAt: credential?.firstUntil === null ? credential.changedAt : null,
    amendments: await listAmendments(db, username),
    devices: await listDevices(db, username),
  };
  return accountNews(facts, signedInAt);
}
