import { findKeptForm } from '#app/accounts/session.repository.server.ts';
import type { SignedVisit } from './guard.server.ts';

/** What its reader had typed into this page's form when his session ran out, if the address brings it back. */
export async function keptFields({ url, register, reader }: SignedVisit): Promise<Record<string, string> | null> {
  const id = url.searchParams.get('kept');
  if (id === null) return null;
  const kept = await findKeptForm(register, id, reader.username);
  if (kept?.path !== url.pathname) return null;
  const fields: unknown = JSON.parse(kept.fields);
  return fields !== null && typeof fields === 'object'
    ? Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, String(value)]))
    : null;
}
