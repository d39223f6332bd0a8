import { deviceWords } from './device-words.rules.ts';

/** How many days before a sign-in its owner is told of: whoever has the account, too, cannot read them away. */
export const newsDays = 14;

/** What happened to an account, for its owner: he alone can say whether it was he. */
export type AccountNews = { at: string } & (
  | { kind: 'password' }
  /** `by`: the name of who did it; null on the command line. `what`: null where it was let in again or shut out. */
  | { kind: 'amended'; by: string | null; what: string | null }
  | { kind: 'device'; device: string }
);

export interface AccountFacts {
  /** When its owner chose the present password; null where somebody else did. */
  passwordChosenAt: string | null;
  amendments: readonly { at: string; by: string | null; what: string | null }[];
  /** Every `User-Agent` that ever signed in, and when it did first. */
  devices: readonly { device: string | null; firstAt: string }[];
}

/**
 * The days before a sign-in, newest first. What is done after it, and the device that it came from, its owner sees himself.
 *
 * @param signedInAt the instant at which the present session began
 */
export function accountNews(facts: AccountFacts, signedInAt: string): AccountNews[] {
  const from = new Date(Date.parse(signedInAt) - newsDays * 86_400_000).toISOString();
  const chosen = facts.passwordChosenAt;
  const news: AccountNews[] = [
    ...(chosen === null ? [] : [{ kind: 'password' as const, at: chosen }]),
    ...facts.amendments.map((amendment) => ({ kind: 'amended' as const, ...amendment })),
    ...newDevices(facts.devices),
  ];
  return news.filter(({ at }) => from <= at && at < signedInAt).sort((a, b) => (a.at < b.at ? 1 : -1));
}

/** The first sign-in from each kind of device, but for the account's very first. */
function newDevices(devices: AccountFacts['devices']): AccountNews[] {
  const inOrder = devices.toSorted((a, b) => (a.firstAt < b.firstAt ? -1 : 1));
  const firsts = new Map<string, string>();
  for (const { device, firstAt } of inOrder) {
    const words = deviceWords(device);
    if (!firsts.has(words)) firsts.set(words, firstAt);
  }
  return [...firsts].slice(1).map(([device, at]) => ({ kind: 'device', device, at }));
}
