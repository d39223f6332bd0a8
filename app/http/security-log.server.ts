/**
 * What an operator looks for when somebody tries to come in: who was let in, who was not, what was refused. Names and
 * addresses are somebody's data: the log has digests of them under the session secret, by which the same one is known again.
 */
import { createHmac } from 'node:crypto';
import type { Permission, SignedIn } from '#app/accounts/policy.rules.ts';
import { Problem, type ProblemKind } from '#app/problem.ts';
import type { AppContext } from './context.server.ts';

/** Where a secret is asked for, or a right. */
type Gate = 'password' | 'code' | 'new-password' | 'second-factor' | 'token' | 'access' | 'contact';

interface SecurityEvent {
  gate: Gate;
  /** Username; null where nobody says who he is. */
  account: string | null;
  outcome: 'passed' | 'hidden' | ProblemKind;
  permission?: Permission;
  /** The producer, or the request to join, whose contact was read. */
  of?: string;
}

type Place = Pick<AppContext, 'log' | 'requestId' | 'config' | 'clientAddress'>;

export function noteSecurity(
  { log, requestId, config, clientAddress }: Place,
  { account, of, ...event }: SecurityEvent,
): void {
  const digest = (text: string) =>
    createHmac('sha256', config.sessionSecret).update(`security log\n${text}`).digest('base64url').slice(0, 12);
  const entry = {
    ...{ id: requestId, ...event },
    ...(account !== null && { account: digest(`account ${account.toLowerCase()}`) }),
    ...(of !== undefined && { of: digest(`contact ${of}`) }),
    from: digest(`address ${clientAddress}`),
  };
  if (event.outcome === 'passed') log.info(entry, 'security');
  else log.warn(entry, 'security');
}

/** Somebody's name and number were shown to an office: who looks at many of them can be seen. */
export function noteContactRead(place: Place, { username }: SignedIn, of: string): void {
  noteSecurity(place, { gate: 'contact', account: username, outcome: 'passed', of });
}

/** Does what a secret is asked for, and notes how it ended. */
export async function noted<T>(
  place: Place,
  gate: { gate: Gate; account: string },
  work: () => Promise<T>,
): Promise<T> {
  try {
    const result = await work();
    noteSecurity(place, { ...gate, outcome: 'passed' });
    return result;
  } catch (error) {
    if (error instanceof Problem) noteSecurity(place, { ...gate, outcome: error.kind });
    throw error;
  }
}
