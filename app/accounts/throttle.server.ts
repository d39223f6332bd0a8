import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { Problem } from '#app/problem.ts';

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

/**
 * Failed sign-ins per account and address, and per address. Counting an account's failures from everywhere would let
 * a stranger lock its owner out.
 */
export function createThrottle(): SignInThrottle {
  const pair = new RateLimiterMemory({ keyPrefix: 'pair', points: 5, duration: 15 * 60 });
  const address = new RateLimiterMemory({ keyPrefix: 'address', points: 60, duration: 60 * 60 });
  const keyOf = (subject: string, from: string) => `${from} ${subject.toLowerCase()}`;
  return {
    async admit(subject, from) {
      for (const [limiter, key] of [
        [pair, keyOf(subject, from)],
        [address, from],
      ] as const)
        await limiter.consume(key).catch((refusal: unknown) => {
          if (!(refusal instanceof RateLimiterRes)) throw refusal;
          const minutes = Math.ceil(refusal.msBeforeNext / 60_000);
          throw new Problem('too-many', `登录失败次数过多，请 ${minutes} 分钟后再试。`);
        });
    },
    async forget(subject, from) {
      await pair.delete(keyOf(subject, from));
      await address.reward(from);
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
export function createJoinThrottle(): JoinThrottle {
  const requests = new RateLimiterMemory({ keyPrefix: 'join', points: 10, duration: 60 * 60 });
  return {
    async count(address) {
      await requests.consume(address).catch((refusal: unknown) => {
        if (!(refusal instanceof RateLimiterRes)) throw refusal;
        throw new Problem('too-many', '提交得太频繁了，请一小时后再试，或联系镇农业农村办。');
      });
    },
  };
}
