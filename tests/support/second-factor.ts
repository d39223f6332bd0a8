/** An account with a second factor, by the pages alone. */
import { codeOf } from './authenticator.ts';
import { get, post } from './server.ts';

/**
 * Sets one up for a demonstration account that is signed in.
 *
 * @returns the secret as the page shows it, and the recovery codes
 */
export async function setUpSecondFactor(url: string, cookie: string): Promise<{ key: string; codes: string[] }> {
  const address = `${url}/account/second-factor`;
  const begun = await post(address, { intent: 'begin', currentPassword: 'qingxi-demo-2025' }, cookie);
  const answer = await get(address, cookie);
  const page = await answer.text();
  const key = (/<code[^>]*>([A-Z2-7 ]{39})<\/code>/.exec(page)?.[1] ?? '').replaceAll(' ', '');
  // A secret stays in no cache, and is shown as a picture, too.
  if (
    begun.status !== 302 ||
    answer.headers.get('cache-control') !== 'no-store' ||
    !page.includes('data:image/svg+xml')
  )
    throw new Error(`no second factor could be begun: ${begun.status} ${answer.headers.get('cache-control')}`);
  const on = await post(address, { intent: 'turn-on', oneTimeCode: codeOf(key, new Date()) }, cookie);
  const codes = [...(await on.text()).matchAll(/<code>([a-z2-9]{4}(?:-[a-z2-9]{4}){2})<\/code>/g)];
  return { key, codes: codes.map(([, each = '']) => each) };
}
