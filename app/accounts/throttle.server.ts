import { Problem } from '#app/problem.ts';
import type { Db } from '#db/client.server.ts';
import type { SignedIn } from './policy.rules.ts';
import {
  countAttempt,
  countOf,
  dropEndedAttempts,
  forgetAttempts,
  uncountAttempt,
} from './throttle.repository.server.ts';

export interface SignInThrottle {
  /**
   * Counts an attempt before it is looked at, so that many at once are not let through together.
   *
   * @throws Problem `too-many` while this pair or this address has failed too often
   */
  admit(subject: string, address: string): Promise<void>;
  /** Takes back what a successful attempt was counted for. */
  forget(subject: string, address: string): Promise<void>;
}

/** So many attempts in so many minutes, from the first of them on. */
interface Limit {
  attempts: number;
  minutes: number;
}

const perPair: Limit = { attempts: 5, minutes: 15 };
const perAddress: Limit = { attempts: 60, minutes: 60 };
const joining: Limit = { attempts: 10, minutes: 60 };
/** Forms of all accounts of one producer: one every twelve seconds for an hour. Nobody who fills them in comes near. */
const producing: Limit = { attempts: 300, minutes: 60 };
/** Megabytes of files, each that is begun: a producer's catalogue with its photographs, a town's scans of a year. */
const bringing = { producer: { attempts: 500, minutes: 24 * 60 }, office: { attempts: 5_000, minutes: 24 * 60 } };

/**
 * Failed sign-ins per account and address, and per address. Counting an account's failures from everywhere would let
 * a stranger lock its owner out.
 */
export function createThrottle(db: Db, clock: () => Date): SignInThrottle {
  const pairOf = (subject: string, from: string) => `pair ${from} ${subject.toLowerCase()}`;
  const addressOf = (from: string) => `address ${from}`;
  return {
    async admit(subject, from) {
      const words = (minutes: number) => `登录失败次数过多，请 ${minutes} 分钟后再试。`;
      await consume(db, pairOf(subject, from), perPair, clock(), words);
      await consume(db, addressOf(from), perAddress, clock(), words);
    },
    async forget(subject, from) {
      await forgetAttempts(db, pairOf(subject, from));
      await uncountAttempt(db, addressOf(from));
      await dropEndedAttempts(db, clock().toISOString());
    },
  };
}

/**
 * Does what somebody without the right secret must not repeat: what fails stays counted.
 *
 * @param subject what is guessed at: an account's password, or its codes
 */
export async function throttled<T>(
  throttle: SignInThrottle,
  subject: string,
  address: string,
  work: () => Promise<T>,
): Promise<T> {
  await throttle.admit(subject, address);
  const result = await work();
  await throttle.forget(subject, address);
  return result;
}

/** Codes are counted apart from passwords: a right password must not excuse wrong codes. No username has a blank. */
export const codesOf = (username: string) => `${username} codes`;

export interface JoinThrottle {
  /** @throws Problem `too-many` once an address has sent more requests than a person would in an hour */
  count(address: string): Promise<void>;
}

/** Anybody may ask to join: what one address may put into the towns' inboxes is bounded. */
export function createJoinThrottle(db: Db, clock: () => Date): JoinThrottle {
  const words = () => '提交得太频繁了，请一小时后再试，或联系镇农业农村办。';
  return { count: (address) => consume(db, `join ${address}`, joining, clock(), words) };
}

export interface WriteThrottle {
  /**
   * Counts a form of somebody who was let in, before it is looked at: a producer's forms, and everybody's files. Forms of
   * offices are not counted: each is a change under a name, and counting would cost as much as writing it.
   *
   * @param files the bytes of each file that comes with it
   * @throws Problem `too-many` with the time after which he may go on
   */
  count(reader: SignedIn, files: readonly number[]): Promise<void>;
}

/** What accounts that were let in may write: so much that no honest day meets it. */
export function createWriteThrottle(db: Db, clock: () => Date): WriteThrottle {
  return {
    async count({ username, producerId }, files) {
      const who = producerId === null ? `account ${username}` : `producer ${producerId}`;
      if (producerId !== null)
        await consume(
          db,
          `forms ${who}`,
          producing,
          clock(),
          (minutes) => `提交得太频繁了，请 ${inWords(minutes)}后再试。填写的内容还在本页。`,
        );
      const weight = files.reduce((sum, bytes) => sum + Math.max(1, Math.ceil(bytes / 1_000_000)), 0);
      if (weight === 0) return;
      const limit = producerId === null ? bringing.office : bringing.producer;
      const words = (minutes: number) => `一天内上传的文件太多了，请 ${inWords(minutes)}后再选文件上传。`;
      await consume(db, `files ${who}`, limit, clock(), words, weight);
    },
  };
}

const inWords = (minutes: number) => (minutes > 90 ? `${Math.ceil(minutes / 60)} 小时` : `${minutes} 分钟`);

async function consume(
  db: Db,
  key: string,
  limit: Limit,
  now: Date,
  words: (minutes: number) => string,
  weight = 1,
): Promise<void> {
  const end = new Date(now.getTime() + limit.minutes * 60_000).toISOString();
  const { count, endsAt } = await countAttempt(db, { key, weight, now: now.toISOString(), endsAt: end });
  if (count <= limit.attempts) return;
  await countAttempt(db, {
    key: stopped,
    weight: 1,
    now: now.toISOString(),
    endsAt: new Date(now.getTime() + anHour).toISOString(),
  });
  throw new Problem('too-many', words(Math.ceil((Date.parse(endsAt) - now.getTime()) / 60_000)));
}

/** Everything that was stopped is counted together, to be noticed: many addresses may each stay small. */
const stopped = 'stopped';
const anHour = 60 * 60_000;

/** How much the throttles stopped within the running hour, which begins with the first of it. */
export const countStopped = (db: Db, now: Date) => countOf(db, stopped, now.toISOString());
