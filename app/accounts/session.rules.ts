/** How long a session lasts. Instants are RFC 3339 in UTC, so their texts compare as the instants do. */
const idleHours = 4;
const longestHours = 12;

const hours = (count: number) => count * 3_600_000;

export function sessionEnd(startedAt: Date): string {
  return new Date(startedAt.getTime() + hours(longestHours)).toISOString();
}

export interface SessionTimes {
  lastSeenAt: string;
  endsAt: string;
  revokedAt: string | null;
}

/** Whether a session still opens the door: `ended` ran out by itself, `revoked` was ended by somebody. */
export function sessionState(session: SessionTimes, now: Date): 'open' | 'ended' | 'revoked' {
  if (session.revokedAt !== null) return 'revoked';
  if (session.endsAt <= now.toISOString()) return 'ended';
  if (Date.parse(session.lastSeenAt) + hours(idleHours) <= now.getTime()) return 'ended';
  return 'open';
}

/** Seeing a session is written down once a minute at the most: reading a page should not cost a write. */
export function wantsTouch(session: SessionTimes, now: Date): boolean {
  return Date.parse(session.lastSeenAt) + 60_000 <= now.getTime();
}
